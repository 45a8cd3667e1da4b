#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <unordered_map>
#include <utility>

#include "http/ip_address.hpp"

namespace backbone::http {

/// Counts the open connections, in all and by address. Safe to use from any thread.
class ConnectionLimits
{
  public:
    ConnectionLimits(std::size_t in_all, std::size_t per_address) : in_all_(in_all), per_address_(per_address) {}

    /// A connection's place; gives it back when it is destroyed.
    class Place
    {
      public:
        Place(Place&& other) noexcept : limits_(std::exchange(other.limits_, nullptr)), key_(other.key_) {}
        Place& operator=(Place&&) = delete;
        ~Place();

        explicit operator bool() const { return limits_ != nullptr; }

      private:
        friend class ConnectionLimits;
        Place(ConnectionLimits* limits, const IpAddress& key) : limits_(limits), key_(key) {}

        ConnectionLimits* limits_;
        IpAddress key_;
    };

    /// An empty place when a limit is reached. `counts_by_address` is false for proxies, behind which many clients are.
    Place enter(const IpAddress& address, bool counts_by_address);

    std::size_t open() const;

    /// False when connections are still open at the deadline.
    bool wait_until_none(std::chrono::steady_clock::time_point deadline);

  private:
    void leave(const IpAddress& key);

    const std::size_t in_all_;
    const std::size_t per_address_;
    mutable std::mutex mutex_;
    std::condition_variable none_;
    std::size_t open_ = 0;
    std::unordered_map<IpAddress, std::size_t> by_address_;
};

}  // namespace backbone::http
