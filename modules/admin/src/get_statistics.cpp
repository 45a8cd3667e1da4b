// GET /api/v1/Statistics: what the dashboard shows. Not in the reference.
#include <algorithm>

#include "daily_counts.hpp"
#include "use_cases.hpp"

namespace backbone::admin {
namespace {

// In this statement 0 is a message that waits, and 1 one that was given up. A long queue is not counted to its end.
constexpr Statement kCountOutbox{"admin.count_outbox", R"(
    SELECT (SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE state = 0 ORDER BY topic, due_at, id {limit 10000}) w),
           (SELECT COUNT(*) FROM (SELECT id FROM outbox WHERE state = 1 ORDER BY created_at, id {limit 10000}) d))"};

constexpr Statement kSelectJobs{"admin.select_jobs", R"(
    SELECT name, last_started_at, last_finished_at, next_run_at, last_error FROM jobs ORDER BY name)"};

struct Outbox
{
    std::int64_t waiting = 0;
    std::int64_t dead = 0;
};

void write_json(JsonWriter& json, const Outbox& outbox)
{
    json.object([&] {
        json.member("waiting", outbox.waiting);
        json.member("dead", outbox.dead);
    });
}

struct JobRun
{
    std::string name;
    std::optional<Timestamp> last_started_at;
    std::optional<Timestamp> last_finished_at;
    Timestamp next_run_at;
    std::optional<std::string> last_error;
};

void write_json(JsonWriter& json, const JobRun& job)
{
    json.object([&] {
        json.member("name", job.name);
        json.member("lastStartedAt", job.last_started_at);
        json.member("lastFinishedAt", job.last_finished_at);
        json.member("nextRunAt", job.next_run_at);
        json.member("lastError", job.last_error);
    });
}

void write_day(JsonWriter& json, const DailyCount& count)
{
    constexpr std::size_t kDay = std::string_view("yyyy-MM-dd").size();
    json.object([&] {
        json.member("day", begin_of(count.day).to_string().substr(0, kDay));
        json.member("createdIdentities", count.created_identities);
        json.member("activeIdentities", count.active_identities);
        json.member("sentMessages", count.sent_messages);
    });
}

/// All days, also those that nobody counted.
void write_days(JsonWriter& json, const std::vector<DailyCount>& counts, DayNumber today)
{
    json.array([&] {
        for (DayNumber day = today - kDaysShown + 1; day <= today; ++day) {
            DailyCount count;
            count.day = day;
            const auto known = std::ranges::find(counts, day, &DailyCount::day);
            write_day(json, known == counts.end() ? count : *known);
        }
    });
}

struct Statistics
{
    DayNumber today = 0;
    std::vector<DailyCount> days;
    Outbox outbox;
    std::vector<JobRun> jobs;
};

void write_json(JsonWriter& json, const Statistics& statistics)
{
    const auto& days = statistics.days;
    const DailyCount newest = days.empty() ? DailyCount{} : days.back();
    json.object([&] {
        json.member("countedAt", days.empty() ? std::nullopt : std::optional(newest.counted_at));
        json.member("identities", newest.identities);
        json.member("activeIdentitiesLast24Hours", newest.recently_active_identities);
        json.key("days");
        write_days(json, days, statistics.today);
        json.key("quotas");
        json.object([&] {
            json.member("exhausted", newest.identities_at_quota);
            json.member("almostExhausted", newest.identities_near_quota);
        });
        json.member("outbox", statistics.outbox);
        json.member("jobs", statistics.jobs);
    });
}

}  // namespace

Response get_statistics(const Request&, Context& context)
{
    Statistics statistics;
    statistics.today = day_of(context.now());
    statistics.days = counts_since(context.queries(), statistics.today - kDaysShown + 1);
    statistics.outbox = context.queries().find<Outbox>(kCountOutbox).value();
    statistics.jobs = context.queries().select<JobRun>(kSelectJobs);
    return ok(statistics);
}

}  // namespace backbone::admin
