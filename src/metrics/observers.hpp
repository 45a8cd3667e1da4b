#pragma once

#include <backbone/authentication_observer.hpp>

#include "database/observer.hpp"
#include "http/observer.hpp"
#include "jobs/observer.hpp"
#include "metrics/families.hpp"
#include "metrics/instruments.hpp"
#include "outbox/observer.hpp"

/// The metrics of each part of the program, kept by what the part reports to.
namespace backbone::metrics {

class RequestMetrics final : public http::RequestObserver
{
  public:
    void finished(const http::FinishedRequest& request) noexcept override;
    void collect(Families& families) const;

  private:
    Labelled<Counter, 3> requests_;
    Labelled<Histogram, 2> durations_;
};

class DatabaseMetrics final : public database::Observer
{
  public:
    void statement_ran(const database::StatementRun& run) override;
    void transaction_repeated() override { repetitions_.increment(); }
    void session_leased(std::chrono::nanoseconds waited) override;
    void session_returned() override { sessions_in_use_.add(-1); }
    void collect(Families& families) const;

  private:
    Labelled<Histogram, 1> durations_;
    Labelled<Counter, 1> failures_;
    Labelled<Counter, 1> rows_;
    Counter repetitions_;
    Histogram waits_;
    Gauge sessions_in_use_;
};

class OutboxMetrics final : public outbox::Observer
{
  public:
    void message_delivered(std::string_view topic, std::chrono::nanoseconds duration) override;
    void message_failed(std::string_view topic, int attempts, bool is_dead, std::string_view error) override;
    void dispatcher_failed(std::string_view topic, std::string_view error) override;
    void collect(Families& families) const;

  private:
    Labelled<Counter, 2> deliveries_;
    Labelled<Histogram, 1> durations_;
    Labelled<Counter, 1> dispatcher_failures_;
};

class JobMetrics final : public jobs::Observer
{
  public:
    void job_ran(std::string_view job, std::chrono::nanoseconds duration,
                 const std::optional<std::string>& error) override;
    void lock_lost(std::string_view job) override { lost_locks_.with({job}).increment(); }
    void runner_failed(std::string_view /*error*/) override { runner_failures_.increment(); }
    void collect(Families& families) const;

  private:
    Labelled<Counter, 2> runs_;
    Labelled<LastDuration, 1> last_durations_;
    Labelled<Counter, 1> lost_locks_;
    Counter runner_failures_;
};

class AuthenticationMetrics final : public AuthenticationObserver
{
  public:
    void login_finished(LoginOutcome outcome) noexcept override;
    void collect(Families& families) const;

  private:
    Labelled<Counter, 1> logins_;
};

}  // namespace backbone::metrics
