#include "http/ip_address.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <arpa/inet.h>

namespace backbone::http {
namespace {

constexpr unsigned kAllBits = 128;
/// Of the prefix `::ffff:` that IPv4 addresses get.
constexpr unsigned kPrefixBits = 96;
constexpr std::array<std::uint8_t, 12> kPrefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string_view text)
{
    const std::string terminated(text);
    IpAddress address;
    if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) == 1) return address;
    std::ranges::copy(kPrefix, address.bytes.begin());
    if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data() + kPrefix.size()) == 1) return address;
    return std::nullopt;
}

bool IpAddress::is_ipv4() const
{
    return std::equal(kPrefix.begin(), kPrefix.end(), bytes.begin());
}

std::string IpAddress::to_string() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (is_ipv4()) {
        inet_ntop(AF_INET, bytes.data() + kPrefix.size(), text.data(), text.size());
    } else {
        inet_ntop(AF_INET6, bytes.data(), text.data(), text.size());
    }
    return text.data();
}

IpAddress IpAddress::network(unsigned bits) const
{
    IpAddress result;
    for (unsigned i = 0; i < bytes.size(); ++i) {
        const unsigned kept = std::clamp(bits, i * 8, i * 8 + 8) - i * 8;
        result.bytes[i] = static_cast<std::uint8_t>(bytes[i] & (0xff00U >> kept));
    }
    return result;
}

AddressRanges::AddressRanges(const std::vector<std::string>& ranges)
{
    for (const std::string& text : ranges) {
        const std::size_t slash = std::min(text.find('/'), text.size());
        const auto address = IpAddress::parse(std::string_view(text).substr(0, slash));
        unsigned bits = address && address->is_ipv4() ? kAllBits - kPrefixBits : kAllBits;
        const unsigned maximum = bits;
        bool is_good = address.has_value();
        if (slash < text.size()) {
            const char* const end = text.data() + text.size();
            const auto [rest, error] = std::from_chars(text.data() + slash + 1, end, bits);
            is_good = is_good && error == std::errc() && rest == end && bits <= maximum;
        }
        if (!is_good) throw std::runtime_error("'" + text + "' is neither an address nor a range like 10.0.0.0/8");
        if (address->is_ipv4()) bits += kPrefixBits;
        ranges_.push_back({address->network(bits), bits});
    }
}

bool AddressRanges::contains(const IpAddress& address) const
{
    return std::ranges::any_of(ranges_,
                               [&](const Range& range) { return address.network(range.bits) == range.network; });
}

}  // namespace backbone::http
