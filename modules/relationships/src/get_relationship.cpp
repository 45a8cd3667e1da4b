// GET /api/v2/Relationships/{id} (docs/protocol/relationships.md §5.2)
#include <backbone/input.hpp>

#include "relationship_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    RelationshipId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response get_relationship(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto found = relationship_store::find_full_of(context.queries(), input.id, context.identity());
    if (!found) throw not_found("Relationship");
    if (found->logged.relationship.was_decomposed_by(context.identity())) throw already_decomposed();
    return ok(*found);
}

}  // namespace backbone::relationships
