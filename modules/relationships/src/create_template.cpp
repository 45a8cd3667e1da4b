// POST /api/v2/RelationshipTemplates (docs/protocol/relationships.md §4.1)
#include <backbone/input.hpp>
#include <quotas/guard.hpp>

#include "template_store.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    Base64Url content;
    std::optional<std::int32_t> maximum_allocations;
    std::optional<Timestamp> expires_at;
    std::optional<IdentityAddress> for_identity;
    std::optional<Base64Url> password;
};

constexpr auto kInput = input::from<Input>(
    input::member("content", &Input::content, bytes_between(0, kMaximumContentBytes)),
    input::member("maxNumberOfAllocations", &Input::maximum_allocations, positive()),
    input::member("expiresAt", &Input::expires_at, in_the_future()), input::member("forIdentity", &Input::for_identity),
    input::member("password", &Input::password, bytes_between(1, kMaximumPasswordBytes)));

struct Created
{
    RelationshipTemplateId id;
    Timestamp created_at;
};

void write_json(JsonWriter& json, const Created& relationship_template)
{
    json.object([&] {
        json.member("id", relationship_template.id);
        json.member("createdAt", relationship_template.created_at);
    });
}

}  // namespace

Response create_template(const Request& request, Context& context)
{
    Input input = kInput.read(request, context);

    const RelationshipTemplate relationship_template{
        .id = RelationshipTemplateId::generate(context.random()),
        .created_by = context.identity(),
        .created_by_device = context.device(),
        .created_at = context.now(),
        .maximum_allocations = input.maximum_allocations,
        .expires_at = input.expires_at,
        .content = std::move(input.content),
        .for_identity = std::move(input.for_identity),
        .password = std::move(input.password),
    };

    using quotas::Metric;
    quotas::within_quotas(context, {Metric::relationship_templates}, [&] {
        context.transaction([&](Transaction& tx) {
            template_store::insert(tx, relationship_template);
            quotas::UsageChanges usage(relationship_template.created_at);
            usage.add_within_quota(Metric::relationship_templates, relationship_template.created_by,
                                   relationship_template.created_at);
            usage.apply(tx);
        });
    });
    return created(Created{relationship_template.id, relationship_template.created_at},
                   request.location_of("RelationshipTemplates", relationship_template.id.text()));
}

}  // namespace backbone::relationships
