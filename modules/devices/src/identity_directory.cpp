#include <devices/identity_directory.hpp>

#include <algorithm>

#include <backbone/audit.hpp>
#include <backbone/error.hpp>

#include "codes.hpp"
#include "identity_counts.hpp"
#include "identity_store.hpp"
#include "json_object.hpp"
#include "tier_store.hpp"

namespace backbone::devices {
namespace {

constexpr std::int64_t kMostDevices = 1000;

constexpr Statement kSelectAll{"identity_directory.select_all", R"(
    SELECT i.address, i.client_id, i.tier_id, COALESCE(t.name, ''), i.created_at, i.status, i.identity_version,
           i.public_key, (SELECT COUNT(*) FROM devices d WHERE d.identity_address = i.address)
    FROM identities i LEFT JOIN tiers t ON t.id = i.tier_id
    WHERE i.address > :after
    ORDER BY i.address {limit :at_most})"};

constexpr Statement kSelectOfTier{"identity_directory.select_of_tier", R"(
    SELECT i.address, i.client_id, i.tier_id, COALESCE(t.name, ''), i.created_at, i.status, i.identity_version,
           i.public_key, (SELECT COUNT(*) FROM devices d WHERE d.identity_address = i.address)
    FROM identities i LEFT JOIN tiers t ON t.id = i.tier_id
    WHERE i.tier_id = :tier AND i.address > :after
    ORDER BY i.address {limit :at_most})"};

constexpr Statement kSelectOfClient{"identity_directory.select_of_client", R"(
    SELECT i.address, i.client_id, i.tier_id, COALESCE(t.name, ''), i.created_at, i.status, i.identity_version,
           i.public_key, (SELECT COUNT(*) FROM devices d WHERE d.identity_address = i.address)
    FROM identities i LEFT JOIN tiers t ON t.id = i.tier_id
    WHERE i.client_id = :client AND i.address > :after
    ORDER BY i.address {limit :at_most})"};

constexpr Statement kFind{"identity_directory.find", R"(
    SELECT i.address, i.client_id, i.tier_id, COALESCE(t.name, ''), i.created_at, i.status, i.identity_version,
           i.public_key, (SELECT COUNT(*) FROM devices d WHERE d.identity_address = i.address)
    FROM identities i LEFT JOIN tiers t ON t.id = i.tier_id
    WHERE i.address = :address)"};

constexpr Statement kSelectDevices{"identity_directory.select_devices", R"(
    SELECT id, username, created_at, created_by_device, last_login_at, communication_language, is_backup_device
    FROM devices WHERE identity_address = :identity
    ORDER BY created_at, id {limit :at_most})"};

Error queued_for_deletion()
{
    return rule_violated(codes::kQueuedForDeletionTierCannotBeManuallyAssignedOrUnassigned,
                         "Identities come into the tier 'Queued for Deletion', and leave it, by themselves.");
}

/// Locks the present tier and the new one, so that neither goes meanwhile.
void require_change(Transaction& tx, const Identity& identity, const TierId& tier)
{
    const auto locked = tier_store::select_locked(tx, {identity.tier, tier});
    if (std::ranges::find(locked, tier, &Tier::id) == locked.end()) throw not_found("Tier");
    const auto is_system_tier = [](const TierId& id) { return id.text() == kQueuedForDeletionTierId; };
    if (is_system_tier(identity.tier) || is_system_tier(tier)) throw queued_for_deletion();
    if (identity.tier == tier) {
        throw rule_violated(codes::kNewAndOldMatch, "The identity already belongs to this tier.");
    }
}

}  // namespace

std::vector<ListedIdentity> list_identities(Queries& queries, const IdentityFilter& filter,
                                            const IdentityAddress& after, std::int64_t at_most)
{
    if (filter.tier) return queries.select<ListedIdentity>(kSelectOfTier, *filter.tier, after, at_most);
    if (filter.client_id) return queries.select<ListedIdentity>(kSelectOfClient, *filter.client_id, after, at_most);
    return queries.select<ListedIdentity>(kSelectAll, after, at_most);
}

IdentityDetails get_identity(Queries& queries, const IdentityAddress& address)
{
    auto identity = queries.find<ListedIdentity>(kFind, address);
    if (!identity) throw not_found("Identity");
    return {std::move(*identity), queries.select<ListedDevice>(kSelectDevices, address, kMostDevices)};
}

void change_tier(Connection& connection, std::string_view operator_name, const IdentityAddress& address,
                 const TierId& tier)
{
    connection.transaction([&](Transaction& tx) {
        auto identity = identity_store::find_locked(tx, address);
        if (!identity) throw not_found("Identity");
        require_change(tx, *identity, tier);
        const TierId old_tier = std::exchange(identity->tier, tier);
        identity_store::update(tx, *identity);
        count_moved(tx, old_tier, tier);
        audit(tx, operator_name,
              {"identity.tier-changed", address.text(), json_object("oldTier", old_tier, "newTier", tier)});
        tx.raise(TierOfIdentityChanged{address, old_tier, tier});
    });
}

}  // namespace backbone::devices
