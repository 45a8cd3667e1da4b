#pragma once

#include <backbone/log.hpp>

#include "jobs/observer.hpp"
#include "outbox/observer.hpp"

namespace backbone::program {

/// Logs what jobs do, and passes it on to the metrics.
class JobLog final : public jobs::Observer
{
  public:
    JobLog(Logger logger, jobs::Observer& next) : logger_(logger), next_(next) {}

    void job_ran(std::string_view job, std::chrono::nanoseconds duration,
                 const std::optional<std::string>& error) override;
    void lock_lost(std::string_view job) override;
    void runner_failed(std::string_view error) override;

  private:
    Logger logger_;
    jobs::Observer& next_;
};

/// Logs which messages could not be delivered, and passes everything on to the metrics.
class OutboxLog final : public outbox::Observer
{
  public:
    OutboxLog(Logger logger, outbox::Observer& next) : logger_(logger), next_(next) {}

    void message_delivered(std::string_view topic, std::chrono::nanoseconds duration) override;
    void message_failed(std::string_view topic, int attempts, bool is_dead, std::string_view error) override;
    void dispatcher_failed(std::string_view topic, std::string_view error) override;

  private:
    Logger logger_;
    outbox::Observer& next_;
};

}  // namespace backbone::program
