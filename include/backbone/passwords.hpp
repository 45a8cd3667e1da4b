#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <backbone/environment.hpp>

namespace backbone {

/// Hashes and checks passwords and client secrets (docs/protocol/http-and-auth.md §13.6, §13.7). Safe to use from any
/// thread.
///
/// A hash is base64 of `01 | PRF | iterations | salt length | salt | 32 bytes`, PBKDF2 with HMAC-SHA512 and 100,000
/// iterations; imported hashes with HMAC-SHA256 or other counts verify as well. Since one costs tens of milliseconds, a
/// pair of hash and password that was found right is remembered for a short while: as an HMAC with a key that lives
/// only in this process and covers the stored hash, so a changed password is never mistaken for a known one.
class Passwords
{
  public:
    /// `remembered_for` counts from the last time that the hash was really computed.
    explicit Passwords(Random& random, std::chrono::seconds remembered_for = std::chrono::hours(1));
    ~Passwords();

    /// Costs tens of milliseconds; call Context::need_slow_lane first.
    std::string hash(std::string_view password);

    /// The remembered answer: true when this password was found right for this hash a short while ago.
    bool is_known(std::string_view password, std::string_view hash) const;

    /// Costs tens of milliseconds unless it is known; compares in constant time. False also for an unreadable hash.
    bool matches(std::string_view password, std::string_view hash);

    /// Spends the time of a check, so that an unknown user cannot be told from a wrong password.
    void waste_a_check();

    /// How many hashes were computed until now, for metrics.
    std::uint64_t computed() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

/// What wrong passwords lead to (docs/protocol/http-and-auth.md §13.6).
struct LockoutOptions
{
    /// So many failures in a row lock a user out.
    std::int32_t failures = 3;
    std::chrono::seconds duration{600};
};

/// Which passwords are good enough.
struct PasswordPolicy
{
    std::size_t minimum_length = 10;
    /// One each of A-Z, a-z, 0-9 and a character that is none of these.
    bool needs_all_classes = true;

    /// The first rule that the password breaks, as a sentence; absent when it is good.
    std::optional<std::string_view> violation(std::string_view password) const;
};

}  // namespace backbone
