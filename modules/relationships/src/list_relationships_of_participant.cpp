// GET /api/v1/Relationships (docs/protocol/admin.md §3.10)
#include <backbone/input.hpp>

#include "relationship_overview_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

using overview_store::RelationshipOverview;

struct Input
{
    Page page;
    /// Any text; what is no address takes part in nothing.
    std::string participant;
};

constexpr auto kInput =
    input::from<Input>(input::paging(&Input::page), input::query("participant", &Input::participant));

}  // namespace

Response list_relationships_of_participant(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto participant = IdentityAddress::parse(input.participant);

    return page_of<RelationshipOverview>(
        input.page,
        [&](const auto& visit) {
            if (participant) overview_store::for_each_of(context.queries(), *participant, input.page, visit);
        },
        [&] { return overview_store::count_of(context.queries(), participant.value()); });
}

}  // namespace backbone::relationships
