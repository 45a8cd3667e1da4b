// POST /api/v2/Relationships (docs/protocol/relationships.md §5.5)
#include <algorithm>

#include <backbone/input.hpp>
#include <quotas/guard.hpp>

#include "allocation.hpp"
#include "codes.hpp"
#include "relationship_store.hpp"
#include "usage.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

struct Input
{
    RelationshipTemplateId relationship_template;
    std::optional<Base64Url> creation_content;
};

constexpr auto kInput = input::from<Input>(input::member("relationshipTemplateId", &Input::relationship_template),
                                           input::member("creationContent", &Input::creation_content));

Error already_exists()
{
    return rule_violated(codes::kAlreadyExists, "You have a relationship with the owner of the template.");
}

/// Both must exist, and the peer must not be about to be deleted, now and until the transaction ends.
void check_identities(Transaction& tx, const IdentityAddress& creator, const IdentityAddress& peer)
{
    const auto identities = relationship_store::lock_identities(tx, creator, peer);
    const auto status_of = [&](const IdentityAddress& address) {
        const auto found = std::ranges::find(identities, address, &relationship_store::IdentityWithStatus::address);
        if (found == identities.end()) throw not_found("Identity");
        return found->status;
    };
    if (status_of(peer) != devices::IdentityStatus::active) {
        throw rule_violated(codes::kPeerIsToBeDeleted, "The peer is to be deleted.");
    }
    // Its relationships may be gone already.
    if (status_of(creator) == devices::IdentityStatus::deleting) throw not_found("Identity");
}

constexpr quotas::Metrics kGuardedBy{quotas::Metric::relationships};

LoggedRelationship insert(Transaction& tx, const Input& input, const IdentityAddress& peer, const Context& context)
{
    const Change change{context.required_caller(), context.now()};
    auto logged = LoggedRelationship::create({.id = RelationshipId::generate(tx.random()),
                                              .relationship_template = input.relationship_template,
                                              .from = change.by.identity,
                                              .to = peer,
                                              .created_at = change.at},
                                             change);
    if (!relationship_store::insert(tx, logged, input.creation_content)) throw already_exists();
    tx.raise(RelationshipStatusChanged{logged.relationship.id, logged.relationship.status, change.by.identity, peer});
    count_change(tx, std::nullopt, logged.relationship, change.by.identity);
    return logged;
}

LoggedRelationship create(Context& context, const Input& input, const IdentityAddress& peer)
{
    return context.transaction([&](Transaction& tx) {
        check_identities(tx, context.identity(), peer);
        input::check_value("creationContent", input.creation_content,
                           std::tuple{bytes_between(0, kMaximumContentBytes)}, context);
        return quotas::before_errors_of(tx, context.identity(), kGuardedBy, context.now(), [&] {
            if (peer == context.identity()) {
                throw rule_violated(codes::kCannotCreateWithYourself, "The template is your own.");
            }
            return insert(tx, input, peer, context);
        });
    });
}

}  // namespace

Response create_relationship(const Request& request, Context& context)
{
    const Input input = kInput.bind(request, context);
    input::check_value("relationshipTemplateId", input.relationship_template, std::tuple{}, context);
    const auto relationship_template = read_and_allocate(context, input.relationship_template, std::nullopt);
    try {
        return created(create(context, input, relationship_template.created_by));
    } catch (const ForeignKeyViolation&) {
        throw not_found("RelationshipTemplate");  // Deleted since it was read.
    } catch (const UniqueViolation&) {
        throw already_exists();
    } catch (const CheckViolation&) {
        throw quotas::refusal(context, kGuardedBy);
    }
}

}  // namespace backbone::relationships
