#include "event_handlers.hpp"

#include "relationship_store.hpp"

namespace backbone::relationships {

void tell_peers_of_coming_deletion(const devices::IdentityToBeDeleted& event, Transaction& tx)
{
    for (const auto& [relationship, peer] : relationship_store::select_peers(tx, event.address)) {
        tx.raise(PeerToBeDeleted{relationship, peer, event.grace_period_ends_at});
    }
}

void tell_peers_of_cancelled_deletion(const devices::IdentityDeletionCancelled& event, Transaction& tx)
{
    for (const auto& [relationship, peer] : relationship_store::select_peers(tx, event.address)) {
        tx.raise(PeerDeletionCancelled{relationship, peer});
    }
}

void tell_peers_of_deletion(const devices::IdentityDeleted& event, Transaction& tx)
{
    for (const auto& [relationship, peer] : relationship_store::select_peers(tx, event.address)) {
        tx.raise(PeerDeleted{relationship, peer});
    }
}

void tell_interested_of_feature_flags(const devices::FeatureFlagsOfIdentityChanged& event, Transaction& tx)
{
    for (const IdentityAddress& interested : relationship_store::select_interested(tx, event.address)) {
        tx.raise(PeerFeatureFlagsChanged{event.address, interested});
    }
}

}  // namespace backbone::relationships
