#pragma once

#include <chrono>

namespace backbone::jobs {

struct Options
{
    /// How often the runner looks for a job that is due.
    std::chrono::milliseconds poll_interval{10'000};
    /// A job whose instance has died may be started by another one after this time; it is extended while a job runs.
    std::chrono::milliseconds lease{60'000};
    /// A failed job runs again after its interval, but not later than this.
    std::chrono::milliseconds retry_delay{300'000};
};

}  // namespace backbone::jobs
