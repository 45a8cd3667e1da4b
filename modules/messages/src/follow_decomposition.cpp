// What the end of a relationship means for its messages (docs/protocol/messages.md §5.4, §6; events.md §7.4)
#include <quotas/usage.hpp>

#include "decomposition_store.hpp"
#include "use_cases.hpp"

namespace backbone::messages {

using relationships::RelationshipStatus;

void follow_decomposition(const InstallationOptions& installation,
                          const relationships::RelationshipStatusChanged& event, Transaction& tx)
{
    const bool is_first = event.new_status == RelationshipStatus::deletion_proposed;
    const bool is_second = event.new_status == RelationshipStatus::ready_for_deletion;
    if (!is_first && !is_second) return;

    const bool is_deleted = event.is_due_to_identity_deletion;
    const auto anonymous = IdentityAddress::of_deleted_identity(installation.did_domain_name);
    const decomposition_store::Side side{event.initiator, is_deleted ? anonymous : event.initiator};
    if (is_first) {
        decomposition_store::hide_from_first(tx, event.relationship, side);
    } else {
        decomposition_store::part(tx, event.relationship, side, anonymous);
        quotas::UsageChanges usage(tx.now());
        decomposition_store::for_each_parted(
            tx, event.relationship, side.address, [&](bool was_received, Timestamp created_at) {
                const IdentityAddress& sender = was_received ? event.peer : event.initiator;
                usage.remove(quotas::Metric::sent_messages, sender, created_at);
            });
        if (is_deleted) decomposition_store::delete_parted(tx, event.relationship);
        decomposition_store::hide_from_both(tx, event.relationship, anonymous);
        usage.apply(tx);
    }
}

}  // namespace backbone::messages
