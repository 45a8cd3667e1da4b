#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace backbone::outbox {

/// Wakes the dispatcher when there is something to deliver. Safe to use from any thread; a signal that is raised while
/// nobody waits is kept.
class Signal
{
  public:
    void raise();

    /// Returns when the signal was raised, and forgets it, or when the time is over.
    void wait_for(std::chrono::milliseconds duration);

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool raised_ = false;
};

}  // namespace backbone::outbox
