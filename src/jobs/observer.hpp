#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace backbone::jobs {

/// Is told of jobs, for logs and metrics. Called from the runner's threads.
class Observer
{
  public:
    virtual ~Observer() = default;

    virtual void job_ran(std::string_view job, std::chrono::nanoseconds duration,
                         const std::optional<std::string>& error) = 0;
    /// The lock was lost while the job ran, so that another instance may run it as well. The job is told to stop.
    virtual void lock_lost(std::string_view job) = 0;
    /// The database could not be asked; it is asked again after the poll interval.
    virtual void runner_failed(std::string_view error) = 0;
};

}  // namespace backbone::jobs
