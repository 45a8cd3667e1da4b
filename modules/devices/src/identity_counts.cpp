#include "identity_counts.hpp"

#include "client_store.hpp"
#include "tier_store.hpp"

namespace backbone::devices {

void count_new(Transaction& tx, const Identity& identity)
{
    client_store::count_identities(tx, identity.client_id, 1);
    tier_store::count_identities(tx, identity.tier, 1);
}

void count_moved(Transaction& tx, const TierId& from, const TierId& to)
{
    if (from < to) {
        tier_store::count_identities(tx, from, -1);
        tier_store::count_identities(tx, to, 1);
    } else {
        tier_store::count_identities(tx, to, 1);
        tier_store::count_identities(tx, from, -1);
    }
}

void count_removed(Transaction& tx, const Identity& identity)
{
    client_store::count_identities(tx, identity.client_id, -1);
    tier_store::count_identities(tx, identity.tier, -1);
}

}  // namespace backbone::devices
