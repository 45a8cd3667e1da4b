// Which received messages an identity is told of, as their relationship changes (docs/protocol/synchronization.md §6.4)
#include <algorithm>

#include "event_handlers.hpp"
#include "external_event_store.hpp"
#include "external_events.hpp"
#include "sync_state_store.hpp"

namespace backbone::synchronization {
namespace {

using relationships::RelationshipStatus;

constexpr bool blocks_delivery(RelationshipStatus status)
{
    return status == RelationshipStatus::pending || status == RelationshipStatus::terminated;
}

std::string payload_of(std::string_view name, std::string_view id)
{
    std::string payload;
    JsonWriter json(payload);
    json.object([&] { json.member(name, id); });
    return payload;
}

/// Before anything of either is changed, and always in the same order.
void lock_both(Transaction& tx, const IdentityAddress& one, const IdentityAddress& other)
{
    const auto& [first, second] = std::minmax(one, other);
    sync_state_store::lock(tx, first);
    sync_state_store::lock(tx, second);
}

}  // namespace

void note_received_message(const messages::MessageCreated& event, Transaction& tx)
{
    auto recipients = event.recipients;
    std::ranges::sort(recipients, {}, &messages::MessageCreated::Recipient::address);
    for (const auto& [address, relationship, status] : recipients) {
        create_external_event(tx, address, ExternalEventType::message_received, payload_of("id", event.message.text()),
                              {relationship, blocks_delivery(status)});
    }
}

void note_changed_relationship(const relationships::RelationshipStatusChanged& event, Transaction& tx)
{
    lock_both(tx, event.initiator, event.peer);
    if (event.new_status != RelationshipStatus::ready_for_deletion) {
        create_external_event(tx, event.peer, ExternalEventType::relationship_status_changed,
                              payload_of("relationshipId", event.relationship.text()));
    }
    switch (event.new_status) {
        case RelationshipStatus::pending:
        case RelationshipStatus::terminated:
            return;
        case RelationshipStatus::active:
            return external_event_store::unblock(tx, event.relationship);
        case RelationshipStatus::rejected:
        case RelationshipStatus::revoked:
            return external_event_store::delete_blocked(tx, event.relationship);
        case RelationshipStatus::deletion_proposed:
        case RelationshipStatus::ready_for_deletion:
            return external_event_store::delete_pending(tx, event.relationship, event.initiator);
    }
}

void note_completed_reactivation(const relationships::RelationshipReactivationCompleted& event, Transaction& tx)
{
    lock_both(tx, event.initiator, event.peer);
    create_external_event(tx, event.peer, ExternalEventType::relationship_reactivation_completed,
                          payload_of("relationshipId", event.relationship.text()));
    if (event.new_status == RelationshipStatus::active) external_event_store::unblock(tx, event.relationship);
}

}  // namespace backbone::synchronization
