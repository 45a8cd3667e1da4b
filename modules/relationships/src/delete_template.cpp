// DELETE /api/v2/RelationshipTemplates/{id} (docs/protocol/relationships.md §4.4)
#include <backbone/input.hpp>
#include <quotas/usage.hpp>

#include "template_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    RelationshipTemplateId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

/// Answers whether it was there.
bool remove(Transaction& tx, const RelationshipTemplateId& id, const Context& context)
{
    const auto created_at = template_store::delete_created_by(tx, id, context.identity(), context.now());
    if (!created_at) return false;
    quotas::UsageChanges usage(tx.now());
    usage.remove(quotas::Metric::relationship_templates, context.identity(), *created_at);
    usage.apply(tx);
    return true;
}

}  // namespace

Response delete_template(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const bool was_there = context.transaction([&](Transaction& tx) { return remove(tx, input.id, context); });
    if (was_there) return no_content();
    const bool is_visible = template_store::is_visible(context.queries(), input.id, context.identity(), context.now());
    throw is_visible ? forbidden() : not_found("RelationshipTemplate");
}

}  // namespace backbone::relationships
