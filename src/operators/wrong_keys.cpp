#include "operators/wrong_keys.hpp"

namespace backbone {
namespace {

constexpr std::size_t kMaximumAddresses = 4096;
constexpr unsigned kNetworkBits = 64;

/// What cannot be read as an address shares one count.
http::IpAddress key_of(std::string_view client_address)
{
    const auto address = http::IpAddress::parse(client_address);
    if (!address) return {};
    return address->is_ipv4() ? *address : address->network(kNetworkBits);
}

}  // namespace

bool WrongKeys::is_closed_for(std::string_view client_address, Timestamp now) const
{
    const http::IpAddress key = key_of(client_address);
    const std::lock_guard lock(mutex_);
    const auto found = by_address_.find(key);
    return found != by_address_.end() && found->second.attempts >= limit_.attempts && now < found->second.until;
}

void WrongKeys::add(std::string_view client_address, Timestamp now)
{
    const http::IpAddress key = key_of(client_address);
    const std::lock_guard lock(mutex_);
    const auto [place, is_new] = by_address_.try_emplace(key);
    Count& count = place->second;
    if (now >= count.until) count = {.attempts = 0, .until = now + limit_.window};
    ++count.attempts;
    if (!is_new) return;
    order_.push_back(key);
    if (order_.size() <= kMaximumAddresses) return;
    by_address_.erase(order_.front());
    order_.pop_front();
}

}  // namespace backbone
