#include "http/connection_limits.hpp"

namespace backbone::http {
namespace {

/// One household or data centre has a whole IPv6 network of this size.
constexpr unsigned kNetworkBits = 64;

}  // namespace

ConnectionLimits::Place::~Place()
{
    if (limits_) limits_->leave(key_);
}

ConnectionLimits::Place ConnectionLimits::enter(const IpAddress& address, bool counts_by_address)
{
    const IpAddress key = !counts_by_address  ? IpAddress{}
                          : address.is_ipv4() ? address
                                              : address.network(kNetworkBits);
    const std::lock_guard lock(mutex_);
    if (open_ == in_all_) return {nullptr, key};
    if (counts_by_address) {
        std::size_t& here = by_address_[key];
        if (here == per_address_) return {nullptr, key};
        ++here;
    }
    ++open_;
    return {this, key};
}

void ConnectionLimits::leave(const IpAddress& key)
{
    const std::lock_guard lock(mutex_);
    const auto here = by_address_.find(key);
    if (here != by_address_.end() && --here->second == 0) by_address_.erase(here);
    if (--open_ == 0) none_.notify_all();
}

std::size_t ConnectionLimits::open() const
{
    const std::lock_guard lock(mutex_);
    return open_;
}

bool ConnectionLimits::wait_until_none(std::chrono::steady_clock::time_point deadline)
{
    std::unique_lock lock(mutex_);
    return none_.wait_until(lock, deadline, [&] { return open_ == 0; });
}

}  // namespace backbone::http
