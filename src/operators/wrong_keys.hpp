#pragma once

#include <deque>
#include <mutex>
#include <string_view>
#include <unordered_map>

#include <backbone/operators.hpp>

#include "http/ip_address.hpp"

namespace backbone {

/// Counts wrong keys by the address (IPv6: the /64) that sent them. Of more addresses than it has room for, it forgets
/// those that began first. Safe to use from any thread.
class WrongKeys
{
  public:
    explicit WrongKeys(WrongKeyLimit limit) : limit_(limit) {}

    bool is_closed_for(std::string_view client_address, Timestamp now) const;
    void add(std::string_view client_address, Timestamp now);

  private:
    struct Count
    {
        std::size_t attempts = 0;
        Timestamp until;
    };

    const WrongKeyLimit limit_;
    mutable std::mutex mutex_;
    std::unordered_map<http::IpAddress, Count> by_address_;
    /// In the order in which they began.
    std::deque<http::IpAddress> order_;
};

}  // namespace backbone
