#include <quotas/quotas.hpp>

#include "period.hpp"

namespace backbone::quotas {
namespace {

// A maximum of 0 is a prohibition, which nobody presses against. In this statement metric 6 is the storage, in MiB.
constexpr Statement kCount{"quotas.count_pressure", R"(
    SELECT COUNT(CASE WHEN percent_used >= 100 THEN 1 END),
           COUNT(CASE WHEN percent_used >= 80 AND percent_used < 100 THEN 1 END)
    FROM (SELECT u.owner, MAX(CASE q.period
                 WHEN 0 THEN CASE WHEN u.hour_begin >= :hour THEN u.in_hour ELSE 0 END
                 WHEN 1 THEN CASE WHEN u.day_begin >= :day THEN u.in_day ELSE 0 END
                 WHEN 2 THEN CASE WHEN u.week_begin >= :week THEN u.in_week ELSE 0 END
                 WHEN 3 THEN CASE WHEN u.month_begin >= :month THEN u.in_month ELSE 0 END
                 WHEN 4 THEN CASE WHEN u.year_begin >= :year THEN u.in_year ELSE 0 END
                 ELSE u.total END * 100 / (q.maximum * CASE u.metric WHEN 6 THEN 1048576 ELSE 1 END)) AS percent_used
          FROM quota_usage u
               JOIN (SELECT owner, metric, period, maximum FROM individual_quotas WHERE maximum > 0
                     UNION ALL
                     SELECT i.address, t.metric, t.period, t.maximum
                     FROM identities i JOIN tier_quotas t ON t.tier_id = i.tier_id
                     WHERE t.maximum > 0 AND NOT EXISTS (
                         SELECT 1 FROM individual_quotas o WHERE o.owner = i.address AND o.metric = t.metric)) q
                    ON q.owner = u.owner AND q.metric = u.metric
          GROUP BY u.owner) pressed)"};

}  // namespace

Pressure count_pressure(Queries& queries, Timestamp now)
{
    return queries
        .find<Pressure>(kCount, begin_of(Period::hour, now), begin_of(Period::day, now), begin_of(Period::week, now),
                        begin_of(Period::month, now), begin_of(Period::year, now))
        .value();
}

}  // namespace backbone::quotas
