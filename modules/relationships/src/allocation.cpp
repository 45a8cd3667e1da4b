#include "allocation.hpp"

#include "codes.hpp"
#include "template_store.hpp"

namespace backbone::relationships {
namespace {

Error no_allocations_left()
{
    return rule_violated(codes::kNoAllocationsLeft, "The template was read by as many identities as it may be.");
}

/// The row of the template makes those who take the last allocations wait for each other.
void take_limited(Context& context, const RelationshipTemplate& relationship_template)
{
    context.transaction([&](Transaction& tx) {
        // Another request of the caller may have been faster.
        if (!template_store::allocate(tx, relationship_template.id, context.required_caller(), context.now())) return;
        const auto left = template_store::take_free_allocation(tx, relationship_template.id);
        if (!left) throw no_allocations_left();
        if (*left > 0) return;
        tx.raise(RelationshipTemplateAllocationsExhausted{relationship_template.id, relationship_template.created_by});
    });
}

void allocate(Context& context, const template_store::VisibleTemplate& visible)
{
    const RelationshipTemplate& relationship_template = visible.relationship_template;
    if (visible.free_allocations == 0) throw no_allocations_left();
    try {
        if (visible.free_allocations) {
            take_limited(context, relationship_template);
        } else {
            template_store::allocate(context.queries(), relationship_template.id, context.required_caller(),
                                     context.now());
        }
    } catch (const ForeignKeyViolation&) {
        throw not_found("RelationshipTemplate");  // Deleted since it was read.
    }
}

}  // namespace

RelationshipTemplate read_and_allocate(Context& context, const RelationshipTemplateId& id,
                                       const std::optional<Base64Url>& password)
{
    auto visible = template_store::find_visible(context.queries(), id, context.identity(), context.now());
    if (!visible) throw not_found("RelationshipTemplate");
    const RelationshipTemplate& found = visible->relationship_template;
    if (found.created_by != context.identity() && !visible->is_allocated) {
        if (!accepts(found.password, password)) throw not_found("RelationshipTemplate");
        allocate(context, *visible);
    }
    return std::move(visible->relationship_template);
}

}  // namespace backbone::relationships
