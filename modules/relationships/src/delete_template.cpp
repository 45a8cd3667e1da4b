// DELETE /api/v2/RelationshipTemplates/{id} (docs/protocol/relationships.md §4.4)
#include <backbone/input.hpp>

#include "template_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    RelationshipTemplateId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response delete_template(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    Queries& queries = context.queries();
    if (template_store::delete_created_by(queries, input.id, context.identity(), context.now())) return no_content();
    const bool is_visible = template_store::is_visible(queries, input.id, context.identity(), context.now());
    throw is_visible ? forbidden() : not_found("RelationshipTemplate");
}

}  // namespace backbone::relationships
