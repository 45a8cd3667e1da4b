#include "usage_store.hpp"

#include <chrono>

namespace backbone::quotas::usage_store {
namespace {

constexpr Statement kSelectQuotas{"quotas.select_of_identity", R"(
    SELECT found.source, found.id, found.metric, found.period, found.maximum,
           u.total, u.hour_begin, u.in_hour, u.day_begin, u.in_day, u.week_begin, u.in_week, u.month_begin, u.in_month,
           u.year_begin, u.in_year
    FROM (SELECT 0 AS source, id, metric, period, maximum FROM individual_quotas WHERE owner = :owner
          UNION ALL
          SELECT 1 AS source, t.id, t.metric, t.period, t.maximum
          FROM identities i JOIN tier_quotas t ON t.tier_id = i.tier_id WHERE i.address = :owner) found
         LEFT JOIN quota_usage u ON u.owner = :owner AND u.metric = found.metric
    ORDER BY found.source, found.metric, found.period)"};

constexpr Statement kInsert{"quotas.insert_usage", R"(
    INSERT INTO quota_usage (owner, metric, total, hour_begin, in_hour, day_begin, in_day, week_begin, in_week,
                             month_begin, in_month, year_begin, in_year, is_over_limit)
    SELECT :owner, metric, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    FROM (SELECT 1 AS metric UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
          UNION ALL SELECT 6) counted)"};

constexpr Statement kRemove{"quotas.remove_usage", R"(
    DELETE FROM quota_usage WHERE owner = :owner)"};

constexpr Statement kRemoveQuotas{"quotas.remove_individual_quotas", R"(
    DELETE FROM individual_quotas WHERE owner = :owner)"};

constexpr Statement kCountDeletionProcesses{"quotas.count_deletion_processes", R"(
    SELECT COUNT(*) FROM identity_deletion_processes WHERE identity_address = :owner AND created_at >= :begin)"};

constexpr Statement kCountChallenges{"quotas.count_challenges", R"(
    SELECT COUNT(*) FROM challenges WHERE created_by = :owner AND expires_at > :begin)"};

constexpr Statement kCountModifications{"quotas.count_datawallet_modifications", R"(
    SELECT COUNT(*) FROM datawallet_modifications WHERE owner = :owner AND created_at >= :begin)"};

constexpr Statement kCountDevices{"quotas.count_devices", R"(
    SELECT COUNT(*) FROM devices WHERE identity_address = :owner AND created_at >= :begin)"};

/// A challenge knows only when it expires.
constexpr std::chrono::minutes kLifeOfChallenges{10};

}  // namespace

std::vector<FoundQuota> select_quotas(Queries& queries, const IdentityAddress& identity)
{
    return queries.select<FoundQuota>(kSelectQuotas, identity);
}

std::int64_t count_since(Queries& queries, Metric metric, const IdentityAddress& identity, Timestamp begin)
{
    const auto count = [&](const Statement& statement, Timestamp since) {
        return queries.find<std::int64_t>(statement, identity, since).value();
    };
    switch (metric) {
        case Metric::started_deletion_processes:
            return count(kCountDeletionProcesses, begin);
        case Metric::created_challenges:
            return count(kCountChallenges, begin + kLifeOfChallenges);
        case Metric::created_datawallet_modifications:
            return count(kCountModifications, begin);
        case Metric::created_devices:
            return count(kCountDevices, begin);
        default:
            return 0;
    }
}

void insert(Transaction& tx, const IdentityAddress& identity)
{
    tx.execute(kInsert, identity);
}

void remove(Transaction& tx, const IdentityAddress& identity)
{
    tx.execute(kRemove, identity);
    tx.execute(kRemoveQuotas, identity);
}

}  // namespace backbone::quotas::usage_store
