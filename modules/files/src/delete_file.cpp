// DELETE /api/v2/Files/{id} (docs/protocol/files.md §5)
#include <backbone/input.hpp>

#include "file_store.hpp"
#include "usage.hpp"
#include "use_cases.hpp"

namespace backbone::files {
namespace {

struct Input
{
    FileId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response delete_file(BlobStore& blobs, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const bool was_there = context.transaction([&](Transaction& tx) {
        const auto removed = store::remove(tx, input.id, context.identity(), context.now());
        if (removed) count_removed(tx, {&*removed, 1});
        return removed.has_value();
    });
    if (!was_there) {
        throw store::exists(context.queries(), input.id, context.now()) ? forbidden() : not_found("File");
    }
    // After the row: a row without its blob would be a broken file, a blob without its row is only rubbish.
    blobs.remove(input.id.text());
    return no_content();
}

}  // namespace backbone::files
