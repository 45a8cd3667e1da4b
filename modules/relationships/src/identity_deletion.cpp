#include "identity_deletion.hpp"

#include <algorithm>

#include "relationship_store.hpp"
#include "template_store.hpp"
#include "usage.hpp"

namespace backbone::relationships {
namespace {

IdentityAddress anonymous_address(const InstallationOptions& installation)
{
    return IdentityAddress::of_deleted_identity(installation.did_domain_name);
}

}  // namespace

bool decompose_relationships(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation)
{
    auto next = relationship_store::lock_next_of(tx, identity);
    if (!next) return false;

    const IdentityAddress anonymous = anonymous_address(installation);
    const IdentityAddress peer = next->relationship.peer_of(identity);
    const Relationship before = next->relationship;
    const AuditLogEntry entry =
        decompose_for_deleted(next->relationship, identity, anonymous, std::max(tx.now(), next->changed_at));
    relationship_store::update(tx, *next, entry, identity, anonymous);
    tx.raise(RelationshipStatusChanged{.relationship = next->relationship.id,
                                       .new_status = next->relationship.status,
                                       .initiator = identity,
                                       .peer = peer,
                                       .is_due_to_identity_deletion = true});
    count_change(tx, before, next->relationship, identity);
    return true;
}

bool delete_templates(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation)
{
    return template_store::delete_of_identity(tx, identity) ||
           template_store::anonymise_recipient(tx, identity, anonymous_address(installation));
}

bool anonymise_allocations(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation)
{
    return template_store::anonymise_allocations(tx, identity, anonymous_address(installation));
}

}  // namespace backbone::relationships
