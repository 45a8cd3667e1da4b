#include "http/guard.hpp"

#include <string_view>

#include <backbone/binding.hpp>

#include "http/error_responses.hpp"

namespace backbone::http {
namespace {

/// What stands behind `Bearer`; absent when there is no such credential.
std::optional<std::string_view> bearer_token(const Request& request)
{
    constexpr std::string_view kScheme = "Bearer ";
    const auto credential = request.header("Authorization");
    if (!credential || !input::equal_ignoring_case(credential->substr(0, kScheme.size()), kScheme)) return std::nullopt;
    std::string_view token = credential->substr(kScheme.size());
    token.remove_prefix(std::min(token.find_first_not_of(' '), token.size()));
    if (token.empty()) return std::nullopt;
    return token;
}

}  // namespace

Guard guard_by_access_token(const AccessTokens& tokens, const Clock& clock)
{
    return [&tokens, &clock](const Route& route, const Request& request) -> Admission {
        if (route.access == anonymous) return {};
        const auto token = bearer_token(request);
        if (token) {
            if (auto caller = tokens.verify(*token, request.base_url + "/", clock.now()))
                return {std::move(caller), {}};
        }
        if (route.access == identity_optional) return {};
        return {{}, unauthorized(token.has_value())};
    };
}

}  // namespace backbone::http
