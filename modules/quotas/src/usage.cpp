#include <quotas/usage.hpp>

#include <algorithm>

#include "period.hpp"
#include "quota.hpp"

namespace backbone::quotas {
namespace {

// A period that the row has not seen yet begins with nothing.
constexpr Statement kChange{"quotas.change_usage", R"(
    UPDATE quota_usage
    SET in_hour = CASE WHEN hour_begin = :hour THEN in_hour + :in_hour
                       WHEN hour_begin < :hour THEN :in_hour ELSE in_hour END,
        hour_begin = CASE WHEN hour_begin < :hour THEN :hour ELSE hour_begin END,
        in_day = CASE WHEN day_begin = :day THEN in_day + :in_day
                      WHEN day_begin < :day THEN :in_day ELSE in_day END,
        day_begin = CASE WHEN day_begin < :day THEN :day ELSE day_begin END,
        in_week = CASE WHEN week_begin = :week THEN in_week + :in_week
                       WHEN week_begin < :week THEN :in_week ELSE in_week END,
        week_begin = CASE WHEN week_begin < :week THEN :week ELSE week_begin END,
        in_month = CASE WHEN month_begin = :month THEN in_month + :in_month
                        WHEN month_begin < :month THEN :in_month ELSE in_month END,
        month_begin = CASE WHEN month_begin < :month THEN :month ELSE month_begin END,
        in_year = CASE WHEN year_begin = :year THEN in_year + :in_year
                       WHEN year_begin < :year THEN :in_year ELSE in_year END,
        year_begin = CASE WHEN year_begin < :year THEN :year ELSE year_begin END,
        total = total + :in_total
    WHERE owner = :owner AND metric = :metric)"};

// The same, and what is over the limit breaks the CHECK. Of a row that somebody else is changing this waits for the
// change, and then looks at the numbers that it left.
constexpr Statement kChangeWithinQuota{"quotas.change_usage_within_quota", R"(
    UPDATE quota_usage
    SET in_hour = CASE WHEN hour_begin = :hour THEN in_hour + :in_hour
                       WHEN hour_begin < :hour THEN :in_hour ELSE in_hour END,
        hour_begin = CASE WHEN hour_begin < :hour THEN :hour ELSE hour_begin END,
        in_day = CASE WHEN day_begin = :day THEN in_day + :in_day
                      WHEN day_begin < :day THEN :in_day ELSE in_day END,
        day_begin = CASE WHEN day_begin < :day THEN :day ELSE day_begin END,
        in_week = CASE WHEN week_begin = :week THEN in_week + :in_week
                       WHEN week_begin < :week THEN :in_week ELSE in_week END,
        week_begin = CASE WHEN week_begin < :week THEN :week ELSE week_begin END,
        in_month = CASE WHEN month_begin = :month THEN in_month + :in_month
                        WHEN month_begin < :month THEN :in_month ELSE in_month END,
        month_begin = CASE WHEN month_begin < :month THEN :month ELSE month_begin END,
        in_year = CASE WHEN year_begin = :year THEN in_year + :in_year
                       WHEN year_begin < :year THEN :in_year ELSE in_year END,
        year_begin = CASE WHEN year_begin < :year THEN :year ELSE year_begin END,
        total = total + :in_total,
        is_over_limit = CASE WHEN EXISTS (
            SELECT 1 FROM (
                SELECT period, maximum FROM individual_quotas WHERE owner = :owner AND metric = :metric
                UNION ALL
                SELECT t.period, t.maximum FROM identities i JOIN tier_quotas t ON t.tier_id = i.tier_id
                WHERE i.address = :owner AND t.metric = :metric
                  AND NOT EXISTS (SELECT 1 FROM individual_quotas WHERE owner = :owner AND metric = :metric)) applied
            WHERE applied.maximum * :unit <= CASE applied.period
                WHEN 0 THEN CASE WHEN quota_usage.hour_begin >= :hour THEN quota_usage.in_hour ELSE 0 END
                WHEN 1 THEN CASE WHEN quota_usage.day_begin >= :day THEN quota_usage.in_day ELSE 0 END
                WHEN 2 THEN CASE WHEN quota_usage.week_begin >= :week THEN quota_usage.in_week ELSE 0 END
                WHEN 3 THEN CASE WHEN quota_usage.month_begin >= :month THEN quota_usage.in_month ELSE 0 END
                WHEN 4 THEN CASE WHEN quota_usage.year_begin >= :year THEN quota_usage.in_year ELSE 0 END
                ELSE quota_usage.total END) THEN 1 ELSE 0 END
    WHERE owner = :owner AND metric = :metric)"};

constexpr std::array kPeriods{Period::hour, Period::day, Period::week, Period::month, Period::year, Period::total};

}  // namespace

UsageChanges::UsageChanges(Timestamp now)
{
    std::ranges::transform(kPeriods, begins_.begin(), [&](Period period) { return begin_of(period, now); });
}

void UsageChanges::add(Metric metric, const IdentityAddress& owner, Timestamp created_at, std::int64_t amount)
{
    Change& change = changes_[{metric, owner}];
    for (std::size_t i = 0; i < begins_.size(); ++i) {
        if (created_at >= begins_[i]) change.amounts[i] += amount;
    }
}

void UsageChanges::add_within_quota(Metric metric, const IdentityAddress& owner, Timestamp created_at,
                                    std::int64_t amount)
{
    add(metric, owner, created_at, amount);
    changes_[{metric, owner}].is_guarded = true;
}

void UsageChanges::remove(Metric metric, const IdentityAddress& owner, Timestamp created_at, std::int64_t amount)
{
    add(metric, owner, created_at, -amount);
}

void UsageChanges::apply(Transaction& tx) const
{
    const auto& [hour, day, week, month, year, ever] = begins_;
    for (const auto& [key, change] : changes_) {
        const auto& [metric, owner] = key;
        const auto& [in_hour, in_day, in_week, in_month, in_year, in_total] = change.amounts;
        if (change.is_guarded) {
            tx.execute(kChangeWithinQuota, hour, in_hour, day, in_day, week, in_week, month, in_month, year, in_year,
                       in_total, owner, metric, unit_of(metric));
        } else if (change.amounts != std::array<std::int64_t, 6>{}) {
            tx.execute(kChange, hour, in_hour, day, in_day, week, in_week, month, in_month, year, in_year, in_total,
                       owner, metric);
        }
    }
}

}  // namespace backbone::quotas
