// Which received messages an identity is told of, as their relationship changes (docs/protocol/synchronization.md §6.4)
#include <algorithm>

#include "create_external_event.hpp"
#include "event_handlers.hpp"
#include "sync_state_store.hpp"

namespace backbone::synchronization {
namespace {

using relationships::RelationshipStatus;

constexpr bool blocks_delivery(RelationshipStatus status)
{
    return status == RelationshipStatus::pending || status == RelationshipStatus::terminated;
}

/// Does what a new status means for the events about messages that were created before. The sync states of both
/// identities are locked.
void change_deliveries(const relationships::RelationshipStatusChanged& event, Transaction& tx)
{
    switch (event.new_status) {
        case RelationshipStatus::pending:
        case RelationshipStatus::terminated:
            return;
        case RelationshipStatus::active:
            external_event_store::unblock(tx, event.relationship);
            return;
        case RelationshipStatus::rejected:
        case RelationshipStatus::revoked:
            if (external_event_store::delete_blocked(tx, event.relationship)) {
                sync_state_store::reuse_external_event_indexes(tx, {event.initiator, event.peer});
            }
            return;
        case RelationshipStatus::deletion_proposed:
        case RelationshipStatus::ready_for_deletion:
            if (external_event_store::delete_pending(tx, event.relationship, event.initiator)) {
                sync_state_store::reuse_external_event_indexes(tx, {event.initiator});
            }
            return;
    }
}

}  // namespace

void note_received_message(const messages::MessageCreated& event, Transaction& tx)
{
    // The lowest address first, as everywhere.
    auto recipients = event.recipients;
    std::ranges::sort(recipients, {}, &messages::MessageCreated::Recipient::address);
    for (const auto& [address, relationship, status] : recipients) {
        create_external_event(tx, address, ExternalEventType::message_received, payload_of("id", event.message),
                              {relationship, blocks_delivery(status)});
    }
}

void note_changed_relationship(const relationships::RelationshipStatusChanged& event, Transaction& tx)
{
    // Otherwise only the peer's sync state changes, which the new event locks.
    if (!blocks_delivery(event.new_status)) sync_state_store::lock_all(tx, {event.initiator, event.peer});
    if (event.new_status != RelationshipStatus::ready_for_deletion) {
        create_external_event(tx, event.peer, ExternalEventType::relationship_status_changed,
                              payload_of("relationshipId", event.relationship));
    }
    change_deliveries(event, tx);
}

void note_completed_reactivation(const relationships::RelationshipReactivationCompleted& event, Transaction& tx)
{
    const bool frees_messages = event.new_status == RelationshipStatus::active;
    if (frees_messages) sync_state_store::lock_all(tx, {event.initiator, event.peer});
    create_external_event(tx, event.peer, ExternalEventType::relationship_reactivation_completed,
                          payload_of("relationshipId", event.relationship));
    if (frees_messages) external_event_store::unblock(tx, event.relationship);
}

}  // namespace backbone::synchronization
