#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/environment.hpp>
#include <backbone/request.hpp>

namespace backbone {

/// A key that the Admin API accepts. The name stands for its owner in logs and in the audit log.
struct OperatorKey
{
    std::string name;
    std::string key;
};

/// So many wrong keys within the window close the Admin API for the rest of it, for their address alone.
struct WrongKeyLimit
{
    std::size_t attempts = 60;
    std::chrono::seconds window{60};
};

/// Who may use the Admin API: its keys, and the pair of cookie and token against forged requests of web pages.
/// Safe to use from any thread. Source: docs/protocol/admin.md §2.1, §2.2.
class Operators
{
  public:
    Operators(std::vector<OperatorKey> keys, WrongKeyLimit limit);
    ~Operators();

    enum class Verdict : std::uint8_t {
        known,
        unknown,
        too_many_attempts  ///< too many wrong keys came from that address; this one was not looked at
    };
    struct Judgement
    {
        Verdict verdict = Verdict::unknown;
        /// Of the known key.
        std::string_view name{};
        /// After too many attempts: when it is worth to try again, at the latest.
        std::chrono::seconds retry_after{};
    };
    /// Compares with every key in constant time. A wrong one counts for the limit of its address; an empty one is none.
    Judgement judge(std::string_view key, std::string_view client_address, Timestamp now);

    /// The pair of a caller, which is bound to whether a valid key comes along. All that have the same keys agree on
    /// pairs, and they do not expire.
    struct XsrfPair
    {
        std::string token;
        std::string cookie;
        /// False when the request brought the cookie.
        bool cookie_is_new;
    };
    XsrfPair xsrf_pair(const Request& request, bool has_key, Random& random) const;
    /// Whether the request's cookie and that token are a pair, made for callers like this one.
    bool has_xsrf_pair(const Request& request, std::string_view token, bool has_key) const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

inline constexpr std::string_view kApiKeyHeader = "X-API-KEY";
inline constexpr std::string_view kXsrfHeader = "X-XSRF-TOKEN";
inline constexpr std::string_view kXsrfCookie = "X-XSRF-COOKIE";

}  // namespace backbone
