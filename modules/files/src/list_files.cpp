// GET /api/v2/Files (docs/protocol/files.md §4)
#include <backbone/input.hpp>

#include "file_store.hpp"
#include "use_cases.hpp"

namespace backbone::files {
namespace {

struct Input
{
    Page page;
    std::vector<FileId> ids;
};

constexpr auto kInput =
    input::from<Input>(input::paging(&Input::page), input::query("ids", &Input::ids, not_too_many()));

}  // namespace

Response list_files(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const store::CreatedBy wanted{context.identity(), input.ids, context.now()};

    return page_of<File>(
        input.page, [&](const auto& visit) { store::for_each(context.queries(), wanted, input.page, visit); },
        [&] { return store::count(context.queries(), wanted); });
}

}  // namespace backbone::files
