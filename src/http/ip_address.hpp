#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace backbone::http {

/// An IPv4 or IPv6 address in one form: IPv4 is kept as the IPv6 address `::ffff:a.b.c.d`.
struct IpAddress
{
    std::array<std::uint8_t, 16> bytes{};

    static std::optional<IpAddress> parse(std::string_view text);

    bool is_ipv4() const;
    std::string to_string() const;
    /// Only the first bits; the others are zero.
    IpAddress network(unsigned bits) const;

    friend bool operator==(const IpAddress&, const IpAddress&) = default;
};

/// A set of addresses, given as `10.0.0.1`, `10.0.0.0/8` or `fd00::/8`.
class AddressRanges
{
  public:
    /// Throws std::runtime_error, with a message for the operator, when one of them is not of that form.
    explicit AddressRanges(const std::vector<std::string>& ranges);

    bool contains(const IpAddress& address) const;

  private:
    struct Range
    {
        IpAddress network;
        unsigned bits;
    };
    std::vector<Range> ranges_;
};

}  // namespace backbone::http

template <>
struct std::hash<backbone::http::IpAddress>
{
    std::size_t operator()(const backbone::http::IpAddress& address) const noexcept
    {
        return std::hash<std::string_view>{}(
            {reinterpret_cast<const char*>(address.bytes.data()), address.bytes.size()});
    }
};
