#include <devices/tiers.hpp>

#include "tier_store.hpp"

namespace backbone::devices {
namespace {

void make_if_absent(Transaction& tx, const Tier& tier)
{
    if (tier_store::insert_if_absent(tx, tier)) tx.raise(TierCreated{tier.id, tier.name});
}

}  // namespace

void seed_tiers(Connection& connection)
{
    connection.transaction([](Transaction& tx) {
        make_if_absent(tx, {TierId::generate(tx.random()), std::string(kBasicTierName)});
        make_if_absent(tx, {.id = TierId::parse(kQueuedForDeletionTierId).value(),
                            .name = std::string(kQueuedForDeletionTierName),
                            .can_be_used_as_default = false,
                            .can_be_manually_assigned = false});
    });
}

}  // namespace backbone::devices
