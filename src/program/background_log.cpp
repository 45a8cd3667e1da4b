#include "program/background_log.hpp"

namespace backbone::program {
namespace {

double milliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::milli>(duration).count();
}

}  // namespace

void JobLog::job_ran(std::string_view job, std::chrono::nanoseconds duration, const std::optional<std::string>& error)
{
    if (error) {
        logger_.error("a job failed", {{"job", job}, {"duration_ms", milliseconds(duration)}, {"error", *error}});
    } else {
        logger_.info("a job ended", {{"job", job}, {"duration_ms", milliseconds(duration)}});
    }
    next_.job_ran(job, duration, error);
}

void JobLog::lock_lost(std::string_view job)
{
    logger_.warning("lost the lock of a job while it ran", {{"job", job}});
    next_.lock_lost(job);
}

void JobLog::runner_failed(std::string_view error)
{
    logger_.error("cannot look for jobs that are due", {{"error", error}});
    next_.runner_failed(error);
}

void OutboxLog::message_delivered(std::string_view topic, std::chrono::nanoseconds duration)
{
    next_.message_delivered(topic, duration);
}

void OutboxLog::message_failed(std::string_view topic, int attempts, bool is_dead, std::string_view error)
{
    const LogLevel level = is_dead ? LogLevel::error : LogLevel::warning;
    logger_.log(level, is_dead ? "gave up a message of the outbox" : "a message of the outbox failed",
                {{"topic", topic}, {"attempts", attempts}, {"error", error}});
    next_.message_failed(topic, attempts, is_dead, error);
}

void OutboxLog::dispatcher_failed(std::string_view topic, std::string_view error)
{
    logger_.error("cannot look for messages of the outbox", {{"topic", topic}, {"error", error}});
    next_.dispatcher_failed(topic, error);
}

}  // namespace backbone::program
