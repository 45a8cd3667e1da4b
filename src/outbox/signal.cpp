#include "outbox/signal.hpp"

namespace backbone::outbox {

void Signal::raise()
{
    {
        const std::lock_guard lock(mutex_);
        raised_ = true;
    }
    changed_.notify_all();
}

void Signal::wait_for(std::chrono::milliseconds duration)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, duration, [&] { return raised_; });
    raised_ = false;
}

}  // namespace backbone::outbox
