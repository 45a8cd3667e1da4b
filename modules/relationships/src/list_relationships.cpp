// GET /api/v2/Relationships (docs/protocol/relationships.md §5.3)
#include <backbone/input.hpp>

#include "relationship_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    Page page;
    std::vector<RelationshipId> ids;
};

constexpr auto kInput =
    input::from<Input>(input::paging(&Input::page), input::query("ids", &Input::ids, not_empty(), not_too_many()));

}  // namespace

Response list_relationships(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const IdentityAddress& reader = context.identity();

    return page_of<FullRelationship>(
        input.page,
        [&](const auto& visit) {
            relationship_store::for_each_of(context.queries(), input.ids, reader, input.page, visit);
        },
        [&] { return relationship_store::count_of(context.queries(), input.ids, reader); });
}

}  // namespace backbone::relationships
