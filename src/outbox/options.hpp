#pragma once

#include <chrono>
#include <cstddef>

namespace backbone::outbox {

struct Options
{
    /// How often the table is looked at without being woken: for retries, and the messages of other instances.
    std::chrono::milliseconds poll_interval{5'000};
    /// Messages that are claimed at a time.
    std::size_t batch = 32;
    /// A message that failed so often is put aside as dead.
    int maximum_attempts = 10;
    /// The wait after the first failure; it doubles with each further one, up to the maximum, and varies by a quarter.
    std::chrono::milliseconds first_delay{1'000};
    std::chrono::milliseconds maximum_delay{600'000};
    /// A claimed message that is neither delivered nor failed by then, since its instance died, is claimed anew.
    std::chrono::milliseconds lease{120'000};
};

}  // namespace backbone::outbox
