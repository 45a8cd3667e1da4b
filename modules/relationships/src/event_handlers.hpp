#pragma once

#include <backbone/database.hpp>
#include <devices/events.hpp>

/// What peers are told of an identity (docs/protocol/relationships.md §8). They are told in the order of their
/// addresses, which is that of their locks.
namespace backbone::relationships {

void tell_peers_of_coming_deletion(const devices::IdentityToBeDeleted& event, Transaction& tx);
void tell_peers_of_cancelled_deletion(const devices::IdentityDeletionCancelled& event, Transaction& tx);
void tell_peers_of_deletion(const devices::IdentityDeleted& event, Transaction& tx);
void tell_interested_of_feature_flags(const devices::FeatureFlagsOfIdentityChanged& event, Transaction& tx);

}  // namespace backbone::relationships
