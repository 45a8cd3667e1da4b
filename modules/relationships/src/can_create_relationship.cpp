// GET /api/v2/Relationships/CanCreate (docs/protocol/relationships.md §5.4)
#include <backbone/input.hpp>

#include "codes.hpp"
#include "relationship_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    IdentityAddress peer;
};

constexpr auto kInput = input::from<Input>(input::query("peer", &Input::peer));

struct Answer
{
    /// The code of what forbids it.
    std::optional<std::string_view> obstacle;
};

void write_json(JsonWriter& json, const Answer& answer)
{
    json.object([&] {
        json.member("canCreate", !answer.obstacle);
        json.member("code", answer.obstacle);
    });
}

}  // namespace

Response can_create_relationship(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto peer = relationship_store::find_approachability(context.queries(), input.peer, context.identity());
    if (!peer) throw not_found("Identity");
    if (peer->status != devices::IdentityStatus::active) return ok(Answer{codes::kPeerIsToBeDeleted});
    if (peer->has_relationship) return ok(Answer{codes::kAlreadyExists});
    return ok(Answer{});
}

}  // namespace backbone::relationships
