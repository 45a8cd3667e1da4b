#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace backbone::testing {

/// What one thread waits for until another one opens it. Nobody waits for ever, as a test may end before that.
class Gate
{
  public:
    void open()
    {
        {
            const std::lock_guard lock(mutex_);
            is_open_ = true;
        }
        opened_.notify_all();
    }

    /// Answers whether it was opened in time.
    bool wait(std::chrono::milliseconds limit = std::chrono::seconds{20})
    {
        std::unique_lock lock(mutex_);
        return opened_.wait_for(lock, limit, [&] { return is_open_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool is_open_ = false;
};

}  // namespace backbone::testing
