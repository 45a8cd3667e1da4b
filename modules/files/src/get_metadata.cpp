// GET /api/v2/Files/{id}/Metadata (docs/protocol/files.md §3)
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

Response get_metadata(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto file = store::find(context.queries(), input.id, context.now());
    if (!file) throw not_found("File");
    return ok(*file);
}

}  // namespace backbone::files
