#include "daily_counts.hpp"

#include <algorithm>
#include <chrono>

#include <quotas/quotas.hpp>

namespace backbone::admin {
namespace {

constexpr std::chrono::hours kDay{24};

constexpr Statement kSelectSince{"daily_counts.select_since", R"(
    SELECT day, counted_at, identities, recently_active_identities, created_identities, active_identities, sent_messages,
           identities_at_quota, identities_near_quota
    FROM daily_counts WHERE day >= :first ORDER BY day)"};

constexpr Statement kCount{"daily_counts.count", R"(
    SELECT (SELECT COUNT(*) FROM identity_overviews),
           (SELECT COUNT(*) FROM identity_overviews WHERE last_login_at >= :recently),
           (SELECT COUNT(*) FROM identity_overviews WHERE created_at >= :begin AND created_at < :end),
           (SELECT COUNT(*) FROM identity_overviews WHERE last_login_at >= :begin AND last_login_at < :end),
           (SELECT COUNT(*) FROM messages WHERE created_at >= :begin AND created_at < :end))"};

// Who logs in today was perhaps active yesterday, too: that count must not shrink.
constexpr Statement kUpdate{"daily_counts.update", R"(
    UPDATE daily_counts
    SET counted_at = :counted_at, identities = :identities, recently_active_identities = :recently_active,
        created_identities = :created, sent_messages = :sent, identities_at_quota = :at_quota,
        identities_near_quota = :near_quota,
        active_identities = CASE WHEN active_identities < :active THEN :active ELSE active_identities END
    WHERE day = :day)"};

constexpr Statement kInsert{"daily_counts.insert", R"(
    INSERT INTO daily_counts (day, counted_at, identities, recently_active_identities, created_identities,
                              active_identities, sent_messages, identities_at_quota, identities_near_quota)
    VALUES (:day, :counted_at, :identities, :recently_active, :created, :active, :sent, :at_quota, :near_quota))"};

/// The members stand in the order of the columns.
struct Counted
{
    std::int64_t identities = 0;
    std::int64_t recently_active = 0;
    std::int64_t created = 0;
    std::int64_t active = 0;
    std::int64_t sent = 0;
};

/// Outside of a transaction: it takes a while, and nothing has to be exact at the microsecond.
void count_day(Connection& connection, DayNumber day, Timestamp now, const quotas::Pressure& pressure)
{
    const auto counted =
        connection.queries().find<Counted>(kCount, now - kDay, begin_of(day), begin_of(day + 1)).value();
    connection.transaction([&](Transaction& tx) {
        const auto changed =
            tx.change(kUpdate, now, counted.identities, counted.recently_active, counted.created, counted.sent,
                      pressure.exhausted, pressure.almost_exhausted, counted.active, day);
        if (changed > 0) return;
        tx.execute(kInsert, day, now, counted.identities, counted.recently_active, counted.created, counted.active,
                   counted.sent, pressure.exhausted, pressure.almost_exhausted);
    });
}

}  // namespace

DayNumber day_of(Timestamp time)
{
    return static_cast<DayNumber>(std::chrono::floor<std::chrono::days>(Duration{time.microseconds()}).count());
}

Timestamp begin_of(DayNumber day)
{
    return Timestamp::from_microseconds(Duration{std::chrono::days{day}}.count());
}

std::vector<DailyCount> counts_since(Queries& queries, DayNumber first)
{
    return queries.select<DailyCount>(kSelectSince, first);
}

void count_activity(JobContext& job)
{
    const Timestamp now = job.clock.now();
    const DayNumber today = day_of(now);
    const std::vector<DailyCount> known = counts_since(job.connection.queries(), today - kDaysShown + 1);
    const quotas::Pressure pressure = quotas::count_pressure(job.connection.queries(), now);
    for (DayNumber day = today - kDaysShown + 1; day <= today && !job.should_stop(); ++day) {
        const bool is_known = std::ranges::find(known, day, &DailyCount::day) != known.end();
        if (is_known && day < today - 1) continue;
        count_day(job.connection, day, now, pressure);
    }
}

}  // namespace backbone::admin
