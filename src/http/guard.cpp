#include "http/guard.hpp"

#include <string>
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

/// What stands in the header; absent when it is missing or empty. Several are taken as the list that they are in HTTP,
/// which is no key.
std::optional<std::string> api_key(const Request& request)
{
    std::optional<std::string> key;
    for (const Header& header : request.headers) {
        if (!input::equal_ignoring_case(header.name, kApiKeyHeader) || header.value.empty()) continue;
        key = key ? *key + "," + header.value : header.value;
    }
    return key;
}

bool changes_something(const Request& request)
{
    return request.method == "POST" || request.method == "PUT" || request.method == "PATCH" ||
           request.method == "DELETE";
}

bool is_form(const Request& request)
{
    constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
    const std::string_view type = request.header("Content-Type").value_or("");
    return input::equal_ignoring_case(type.substr(0, type.find(';')), kFormType);
}

/// The token of a form stands in its body (docs/protocol/admin.md §2.2).
std::optional<Response> refuse_without_pair_of_form(const Operators& operators, const Request& request, bool has_key)
{
    constexpr std::string_view kTokenField = "__RequestVerificationToken";
    const Parameters fields = Parameters::decode(request.body);
    if (operators.has_xsrf_pair(request, fields.find(kTokenField).value_or(""), has_key)) return std::nullopt;
    return invalid_xsrf_pair(request.trace_id);
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

Guard guard_by_api_key(Operators& operators, const Clock& clock)
{
    return [&operators, &clock](const Route& route, const Request& request) -> Admission {
        using Verdict = Operators::Verdict;
        if (route.access == anonymous) return {};
        Admission admission;
        const auto judgement = operators.judge(api_key(request).value_or(""), request.client_address, clock.now());
        const bool has_key = judgement.verdict == Verdict::known;
        if (judgement.verdict == Verdict::too_many_attempts) {
            admission.refusal = too_many_attempts(judgement.retry_after);
        } else if (!has_key && route.access != operator_optional) {
            admission.refusal = empty_response(401);
        } else if (changes_something(request)) {
            const auto token = request.header(kXsrfHeader);
            if (!token && is_form(request)) {
                admission.refuse_by_body = [&operators, has_key](const Request& whole) {
                    return refuse_without_pair_of_form(operators, whole, has_key);
                };
            } else if (!operators.has_xsrf_pair(request, token.value_or(""), has_key)) {
                admission.refusal = invalid_xsrf_pair(request.trace_id);
            }
        }
        if (!admission.refusal) admission.operator_name = judgement.name;
        return admission;
    };
}

}  // namespace backbone::http
