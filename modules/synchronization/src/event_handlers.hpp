#pragma once

#include <backbone/database.hpp>
#include <devices/events.hpp>
#include <files/events.hpp>
#include <messages/events.hpp>
#include <relationships/events.hpp>
#include <tokens/events.hpp>

namespace backbone::synchronization {

/// Every identity has a sync state.
void make_sync_state(const devices::IdentityCreated& event, Transaction& tx);

/// The events that become external events of an identity (docs/protocol/synchronization.md §6.1).
void note_change_of_deletion_process(const devices::IdentityDeletionProcessStatusChanged& event, Transaction& tx);
void note_locked_token(const tokens::TokenLocked& event, Transaction& tx);
void note_locked_ownership(const files::FileOwnershipLocked& event, Transaction& tx);
void note_claimed_ownership(const files::FileOwnershipClaimed& event, Transaction& tx);
void note_exhausted_allocations(const relationships::RelationshipTemplateAllocationsExhausted& event, Transaction& tx);
void note_requested_reactivation(const relationships::RelationshipReactivationRequested& event, Transaction& tx);
void note_peer_to_be_deleted(const relationships::PeerToBeDeleted& event, Transaction& tx);
void note_cancelled_deletion_of_peer(const relationships::PeerDeletionCancelled& event, Transaction& tx);
void note_deleted_peer(const relationships::PeerDeleted& event, Transaction& tx);
void note_feature_flags_of_peer(const relationships::PeerFeatureFlagsChanged& event, Transaction& tx);

/// These also decide which messages may be delivered (docs/protocol/synchronization.md §6.4).
void note_received_message(const messages::MessageCreated& event, Transaction& tx);
void note_changed_relationship(const relationships::RelationshipStatusChanged& event, Transaction& tx);
void note_completed_reactivation(const relationships::RelationshipReactivationCompleted& event, Transaction& tx);

}  // namespace backbone::synchronization
