#include "outbox/signal.hpp"

namespace backbone::outbox {

void Signal::raise()
{
    {
        const std::lock_guard lock(mutex_);
        ++count_;
    }
    changed_.notify_all();
}

std::uint64_t Signal::count() const
{
    const std::lock_guard lock(mutex_);
    return count_;
}

void Signal::wait_beyond(std::uint64_t seen, std::chrono::milliseconds duration, const std::stop_token& stop)
{
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, duration, [&] { return count_ > seen; });
}

}  // namespace backbone::outbox
