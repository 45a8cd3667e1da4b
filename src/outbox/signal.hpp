#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace backbone::outbox {

/// Wakes the dispatcher when there is something to deliver. Safe to use from any thread, by any number of waiters; what
/// is raised while nobody waits is not lost.
class Signal
{
  public:
    void raise();

    /// How often it was raised until now.
    std::uint64_t count() const;

    /// Returns when it was raised more often than `seen`, when the time is over, or when a stop is requested.
    void wait_beyond(std::uint64_t seen, std::chrono::milliseconds duration, const std::stop_token& stop);

  private:
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::uint64_t count_ = 0;
};

}  // namespace backbone::outbox
