#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/environment.hpp>

namespace backbone {

/// A stored password, base64 of `01 | PRF | iterations | salt length | salt | key`, numbers as 32 bits with the highest
/// byte first (docs/protocol/http-and-auth.md §13.7).
class PasswordHash
{
  public:
    /// Costs tens of milliseconds.
    static PasswordHash of(std::string_view password, Random& random);

    /// Absent when it is no such text, or so costly that checking it would stall the server (over 10 million
    /// iterations).
    static std::optional<PasswordHash> parse(std::string_view text);

    std::string text() const;

    /// Costs tens of milliseconds; compares in constant time.
    bool matches(std::string_view password) const;

  private:
    /// The pseudo-random functions that are known; the numbers are those of the stored form.
    enum class Prf : std::uint32_t { hmac_sha256 = 1, hmac_sha512 = 2 };
    using Key = std::array<std::byte, 32>;

    Key derive(std::string_view password) const;

    Prf prf_ = Prf::hmac_sha512;
    std::uint32_t iterations_ = 100'000;
    std::vector<std::byte> salt_ = std::vector<std::byte>(16);
    Key key_{};
};

}  // namespace backbone
