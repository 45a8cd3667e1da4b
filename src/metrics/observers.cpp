#include "metrics/observers.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace backbone::metrics {
namespace {

/// Strangers can make up methods.
std::string_view known_method(std::string_view method)
{
    constexpr auto kMethods =
        std::to_array<std::string_view>({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"});
    const auto known = std::ranges::find(kMethods, method);
    return known == kMethods.end() ? "other" : *known;
}

std::string_view name_of(LoginOutcome outcome)
{
    switch (outcome) {
        case LoginOutcome::succeeded:
            return "succeeded";
        case LoginOutcome::wrong_client:
            return "wrong_client";
        case LoginOutcome::wrong_credentials:
            return "wrong_credentials";
        case LoginOutcome::locked_out:
            return "locked_out";
    }
    return {};
}

}  // namespace

void RequestMetrics::finished(const http::FinishedRequest& finished) noexcept
{
    const std::string_view route = finished.pattern.empty() ? "none" : finished.pattern;
    const std::string_view method = known_method(finished.request.method);
    std::array<char, 12> status;
    const auto written = std::to_chars(status.data(), status.data() + status.size(), finished.status);
    requests_.with({method, route, {status.data(), written.ptr}}).increment();
    durations_.with({method, route}).observe(finished.duration);
}

void RequestMetrics::collect(Families& families) const
{
    add_family(families, "backbone_http_requests_total", "Answered requests.", {"method", "route", "status"},
               requests_);
    add_family(families, "backbone_http_request_duration_seconds", "Time to the start of the answer.",
               {"method", "route"}, durations_);
}

void DatabaseMetrics::statement_ran(const database::StatementRun& run)
{
    durations_.with({run.name}).observe(run.duration);
    if (run.failed) failures_.with({run.name}).increment();
    if (run.rows > 0) rows_.with({run.name}).add(static_cast<std::uint64_t>(run.rows));
}

void DatabaseMetrics::session_leased(std::chrono::nanoseconds waited)
{
    waits_.observe(waited);
    sessions_in_use_.add(1);
}

void DatabaseMetrics::collect(Families& families) const
{
    add_family(families, "backbone_database_statement_duration_seconds", "Duration of statements.", {"statement"},
               durations_);
    add_family(families, "backbone_database_statement_failures_total", "Statements that failed.", {"statement"},
               failures_);
    add_family(families, "backbone_database_statement_rows_total", "Rows that statements read or changed.",
               {"statement"}, rows_);
    add_family(families, "backbone_database_transactions_repeated_total",
               "Transactions that ran again after a deadlock or the like.", repetitions_);
    add_family(families, "backbone_database_sessions_in_use", "Database sessions that are leased.", sessions_in_use_);
    add_family(families, "backbone_database_session_wait_seconds", "Time until a database session was free.", waits_);
}

void OutboxMetrics::message_delivered(std::string_view topic, std::chrono::nanoseconds duration)
{
    deliveries_.with({topic, "delivered"}).increment();
    durations_.with({topic}).observe(duration);
}

void OutboxMetrics::message_failed(std::string_view topic, int /*attempts*/, bool is_dead, std::string_view /*error*/)
{
    deliveries_.with({topic, is_dead ? "dead" : "failed"}).increment();
}

void OutboxMetrics::dispatcher_failed(std::string_view topic, std::string_view /*error*/)
{
    dispatcher_failures_.with({topic}).increment();
}

void OutboxMetrics::collect(Families& families) const
{
    add_family(families, "backbone_outbox_deliveries_total",
               "Deliveries of outbox messages: delivered, failed (tried again) or dead (given up).",
               {"topic", "result"}, deliveries_);
    add_family(families, "backbone_outbox_delivery_duration_seconds", "Duration of deliveries that succeeded.",
               {"topic"}, durations_);
    add_family(families, "backbone_outbox_dispatcher_failures_total", "Times that the outbox could not be read.",
               {"topic"}, dispatcher_failures_);
}

void JobMetrics::job_ran(std::string_view job, std::chrono::nanoseconds duration,
                         const std::optional<std::string>& error)
{
    runs_.with({job, error ? "failed" : "done"}).increment();
    last_durations_.with({job}).set(duration);
}

void JobMetrics::collect(Families& families) const
{
    add_family(families, "backbone_job_runs_total", "Runs of jobs by this instance.", {"job", "result"}, runs_);
    add_family(families, "backbone_job_last_duration_seconds", "Duration of a job's last run by this instance.",
               {"job"}, last_durations_);
    add_family(families, "backbone_job_locks_lost_total", "Jobs that another instance may have run at the same time.",
               {"job"}, lost_locks_);
    add_family(families, "backbone_job_runner_failures_total", "Times that the jobs could not be read.",
               runner_failures_);
}

void AuthenticationMetrics::login_finished(LoginOutcome outcome) noexcept
{
    logins_.with({name_of(outcome)}).increment();
}

void AuthenticationMetrics::collect(Families& families) const
{
    add_family(families, "backbone_logins_total", "Logins.", {"outcome"}, logins_);
}

}  // namespace backbone::metrics
