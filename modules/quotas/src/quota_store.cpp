#include "quota_store.hpp"

namespace backbone::quotas::quota_store {
namespace {

constexpr Statement kFindTier{"quotas.find_tier", R"(
    SELECT t.id, t.name, q.id, q.metric, q.period, q.maximum
    FROM tiers t LEFT JOIN tier_quotas q ON q.tier_id = t.id
    WHERE t.id = :tier ORDER BY q.metric, q.period)"};

constexpr Statement kTierExists{"quotas.tier_exists", R"(
    SELECT COUNT(*) FROM tiers WHERE id = :tier)"};

constexpr Statement kIdentityExists{"quotas.identity_exists", R"(
    SELECT COUNT(*) FROM identities WHERE address = :identity)"};

constexpr Statement kInsertForTier{"quotas.insert_for_tier", R"(
    INSERT INTO tier_quotas (id, tier_id, metric, period, maximum)
    VALUES (:id, :tier, :metric, :period, :maximum))"};

constexpr Statement kInsertForTierIfAbsent{"quotas.insert_for_tier_if_absent", R"(
    INSERT INTO tier_quotas (id, tier_id, metric, period, maximum)
    SELECT :id, :tier, :metric, :period, :maximum
    WHERE NOT EXISTS (SELECT 1 FROM tier_quotas WHERE tier_id = :tier AND metric = :metric AND period = :period)
    {do_nothing})"};

constexpr Statement kInsertForIdentity{"quotas.insert_for_identity", R"(
    INSERT INTO individual_quotas (id, owner, metric, period, maximum)
    VALUES (:id, :owner, :metric, :period, :maximum))"};

constexpr Statement kRemoveOfTier{"quotas.remove_of_tier", R"(
    DELETE FROM tier_quotas WHERE id = :id AND tier_id = :tier)"};

constexpr Statement kRemoveOfIdentity{"quotas.remove_of_identity", R"(
    DELETE FROM individual_quotas WHERE id = :id AND owner = :owner)"};

struct TierRow
{
    devices::TierId id;
    std::string name;
    std::optional<TierQuota> quota;
};

}  // namespace

std::optional<TierWithQuotas> find_tier(Queries& queries, const devices::TierId& tier)
{
    std::optional<TierWithQuotas> found;
    queries.for_each<TierRow>(
        kFindTier,
        [&](TierRow&& row) {
            if (!found) found = TierWithQuotas{row.id, std::move(row.name), {}};
            if (row.quota) found->quotas.push_back(*row.quota);
        },
        tier);
    return found;
}

bool tier_exists(Queries& queries, const devices::TierId& tier)
{
    return queries.find<std::int64_t>(kTierExists, tier).value() > 0;
}

bool identity_exists(Queries& queries, const IdentityAddress& identity)
{
    return queries.find<std::int64_t>(kIdentityExists, identity).value() > 0;
}

void insert(Transaction& tx, const devices::TierId& tier, const TierQuota& quota)
{
    tx.execute(kInsertForTier, quota.id, tier, quota.metric, quota.period, quota.maximum);
}

void insert(Transaction& tx, const IdentityAddress& identity, const IndividualQuota& quota)
{
    tx.execute(kInsertForIdentity, quota.id, identity, quota.metric, quota.period, quota.maximum);
}

void insert_if_absent(Transaction& tx, const devices::TierId& tier, const TierQuota& quota)
{
    tx.execute(kInsertForTierIfAbsent, quota.id, tier, quota.metric, quota.period, quota.maximum);
}

bool remove(Transaction& tx, const devices::TierId& tier, const TierQuotaId& quota)
{
    return tx.change(kRemoveOfTier, quota, tier) > 0;
}

bool remove(Transaction& tx, const IdentityAddress& identity, const IndividualQuotaId& quota)
{
    return tx.change(kRemoveOfIdentity, quota, identity) > 0;
}

}  // namespace backbone::quotas::quota_store
