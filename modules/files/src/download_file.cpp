// GET /api/v2/Files/{id} (docs/protocol/files.md §2)
#include <backbone/input.hpp>

#include "file_store.hpp"
#include "use_cases.hpp"

namespace backbone::files {
namespace {

struct Input
{
    FileId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response download_file(BlobStore& blobs, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    if (!store::exists(context.queries(), input.id, context.now())) throw not_found("File");
    auto content = blobs.open(input.id.text());
    if (!content) throw not_found("File");
    return {.status = 200, .content_type = "application/octet-stream", .file = std::move(content)};
}

}  // namespace backbone::files
