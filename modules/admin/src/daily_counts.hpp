#pragma once

#include <cstdint>
#include <vector>

#include <backbone/registry.hpp>

/// How much happened on each day (see README.md).
namespace backbone::admin {

/// Of what so many days are shown and counted, with today.
inline constexpr std::int32_t kDaysShown = 30;

/// A day in UTC, as the number of days since 1970.
using DayNumber = std::int32_t;

DayNumber day_of(Timestamp time);
Timestamp begin_of(DayNumber day);

/// The members stand in the order of the columns.
struct DailyCount
{
    DayNumber day = 0;
    Timestamp counted_at;
    std::int64_t identities = 0;
    /// Those that logged in within 24 hours before the count.
    std::int64_t recently_active_identities = 0;
    std::int64_t created_identities = 0;
    /// Those that logged in on that day.
    std::int64_t active_identities = 0;
    std::int64_t sent_messages = 0;
    /// Those that had used up a quota, or most of one, at the time of the count.
    std::int64_t identities_at_quota = 0;
    std::int64_t identities_near_quota = 0;
};

/// Oldest first. Days may be missing.
std::vector<DailyCount> counts_since(Queries& queries, DayNumber first);

/// The job: counts today and yesterday, and the days before which nobody has counted.
void count_activity(JobContext& job);

}  // namespace backbone::admin
