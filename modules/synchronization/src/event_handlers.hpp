#pragma once

#include <backbone/database.hpp>
#include <devices/events.hpp>
#include <tokens/events.hpp>

namespace backbone::synchronization {

/// Every identity has a sync state.
void make_sync_state(const devices::IdentityCreated& event, Transaction& tx);

/// The events that become external events of an identity (docs/protocol/synchronization.md §6.1).
void note_change_of_deletion_process(const devices::IdentityDeletionProcessStatusChanged& event, Transaction& tx);
void note_locked_token(const tokens::TokenLocked& event, Transaction& tx);

}  // namespace backbone::synchronization
