#include "event_handlers.hpp"

#include <fmt/format.h>

#include "create_external_event.hpp"
#include "sync_state_store.hpp"

namespace backbone::synchronization {
namespace {

/// With microseconds, which payloads have and no other time on the wire (docs/protocol/synchronization.md §6.2).
std::string with_microseconds(Timestamp time)
{
    std::string text = time.to_string();
    text.insert(text.size() - 1, fmt::format("{:03}", time.microseconds() % 1000));
    return text;
}

std::string payload_of(const relationships::RelationshipId& relationship, Timestamp deletion_date)
{
    std::string payload;
    JsonWriter json(payload);
    json.object([&] {
        json.member("relationshipId", relationship);
        json.member("deletionDate", with_microseconds(deletion_date));
    });
    return payload;
}

}  // namespace

void make_sync_state(const devices::IdentityCreated& event, Transaction& tx)
{
    sync_state_store::insert(tx, event.address);
}

void note_change_of_deletion_process(const devices::IdentityDeletionProcessStatusChanged& event, Transaction& tx)
{
    if (event.initiator == event.owner) return;
    create_external_event(tx, event.owner, ExternalEventType::identity_deletion_process_status_changed,
                          payload_of("deletionProcessId", event.process));
}

void note_locked_token(const tokens::TokenLocked& event, Transaction& tx)
{
    if (!event.created_by) return;
    create_external_event(tx, *event.created_by, ExternalEventType::token_locked, payload_of("tokenId", event.token));
}

void note_locked_ownership(const files::FileOwnershipLocked& event, Transaction& tx)
{
    create_external_event(tx, event.owner, ExternalEventType::file_ownership_locked, payload_of("fileId", event.file));
}

void note_claimed_ownership(const files::FileOwnershipClaimed& event, Transaction& tx)
{
    std::string payload;
    JsonWriter json(payload);
    json.object([&] {
        json.member("fileId", event.file);
        json.member("newOwnerAddress", event.new_owner);
    });
    create_external_event(tx, event.old_owner, ExternalEventType::file_ownership_claimed, std::move(payload));
}

void note_exhausted_allocations(const relationships::RelationshipTemplateAllocationsExhausted& event, Transaction& tx)
{
    create_external_event(tx, event.created_by, ExternalEventType::relationship_template_allocations_exhausted,
                          payload_of("relationshipTemplateId", event.relationship_template));
}

void note_requested_reactivation(const relationships::RelationshipReactivationRequested& event, Transaction& tx)
{
    create_external_event(tx, event.peer, ExternalEventType::relationship_reactivation_requested,
                          payload_of("relationshipId", event.relationship));
}

void note_peer_to_be_deleted(const relationships::PeerToBeDeleted& event, Transaction& tx)
{
    create_external_event(tx, event.notified, ExternalEventType::peer_to_be_deleted,
                          payload_of(event.relationship, event.grace_period_ends_at));
}

void note_cancelled_deletion_of_peer(const relationships::PeerDeletionCancelled& event, Transaction& tx)
{
    create_external_event(tx, event.notified, ExternalEventType::peer_deletion_cancelled,
                          payload_of("relationshipId", event.relationship));
}

void note_deleted_peer(const relationships::PeerDeleted& event, Transaction& tx)
{
    create_external_event(tx, event.notified, ExternalEventType::peer_deleted,
                          payload_of(event.relationship, tx.now()));
}

void note_feature_flags_of_peer(const relationships::PeerFeatureFlagsChanged& event, Transaction& tx)
{
    create_external_event(tx, event.notified, ExternalEventType::peer_feature_flags_changed,
                          payload_of("peerAddress", event.peer));
}

}  // namespace backbone::synchronization
