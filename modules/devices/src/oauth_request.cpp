#include "oauth_request.hpp"

#include <algorithm>
#include <optional>

#include <backbone/base64url.hpp>
#include <backbone/binding.hpp>

#include "client_store.hpp"

namespace backbone::devices {
namespace {

using namespace oauth_errors;

constexpr std::string_view kFormType = "application/x-www-form-urlencoded";
/// Of a form, which is copied several times while it is read. A client sends a few hundred bytes.
constexpr std::size_t kMostBytes = std::size_t{64} * 1024;
/// A decoded parameter takes many times the memory of its two bytes in the form. A client sends some six.
constexpr std::ptrdiff_t kMostParameters = 100;

/// What is no text that a database can hold counts as missing.
std::string text_or_nothing(const std::string& value)
{
    std::string text;
    try {
        input::read_text(value, {}, text);
    } catch (const Error&) {
        return {};
    }
    return text;
}

/// Names are case-sensitive here; one that is given twice counts as missing, and so does an empty value.
std::string parameter(const Parameters& form, std::string_view name)
{
    const std::string* found = nullptr;
    for (const auto& [key, value] : form.pairs()) {
        if (key != name) continue;
        if (found) return {};
        found = &value;
    }
    return found ? text_or_nothing(*found) : std::string{};
}

bool is_form(std::string_view content_type)
{
    std::string_view type = content_type.substr(0, content_type.find(';'));
    while (type.ends_with(' ')) type.remove_suffix(1);
    return input::equal_ignoring_case(type, kFormType);
}

/// What is wrong with the request whatever its body holds.
std::optional<OAuthError> refusal_before_body(const Request& request)
{
    if (request.method != "POST") return kInvalidMethod;
    const auto content_type = request.header("Content-Type");
    if (!content_type || content_type->empty()) return kNoContentType;
    if (!is_form(*content_type)) return kInvalidContentType;
    return std::nullopt;
}

/// One half of Basic credentials.
std::string decode(std::string_view encoded)
{
    std::string as_name;
    for (const char c : encoded) {
        // Not every client escapes these, at which a form is split.
        if (c == '&') {
            as_name += "%26";
        } else if (c == '=') {
            as_name += "%3D";
        } else {
            as_name += c;
        }
    }
    const Parameters decoded = Parameters::decode(as_name);
    return decoded.pairs().empty() ? std::string{} : text_or_nothing(decoded.pairs().front().first);
}

struct ClientCredentials
{
    std::string id;
    std::string secret;
};

/// `Basic base64(id:secret)`, both parts url-encoded. Absent for other schemes.
std::variant<std::optional<ClientCredentials>, OAuthError> basic_credentials(const Request& request)
{
    constexpr std::string_view kScheme = "Basic ";
    const auto header = request.header("Authorization");
    if (!header || !input::equal_ignoring_case(header->substr(0, kScheme.size()), kScheme)) return std::nullopt;
    const auto decoded = Base64Url::parse(header->substr(kScheme.size()));
    const std::string text = decoded ? decoded->decode_to_string() : std::string{};
    const std::size_t colon = text.find(':');
    if (colon == std::string::npos) return kMalformedBasic;
    return ClientCredentials{decode(std::string_view(text).substr(0, colon)),
                             decode(std::string_view(text).substr(colon + 1))};
}

struct Scopes
{
    bool openid = false;
    bool offline_access = false;
    bool unknown = false;
};

Scopes scopes_in(std::string_view text)
{
    Scopes scopes;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view scope = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (scope == "openid") {
            scopes.openid = true;
        } else if (scope == "offline_access") {
            scopes.offline_access = true;
        } else if (!scope.empty()) {
            scopes.unknown = true;
        }
    }
    return scopes;
}

}  // namespace

bool is_posted_form(const Request& request)
{
    return !refusal_before_body(request);
}

std::variant<PasswordGrant, OAuthError> read_password_grant(const Request& request)
{
    if (const auto refusal = refusal_before_body(request)) return *refusal;
    if (request.body.size() > kMostBytes) return kTooLarge;
    if (std::ranges::count(request.body, '&') >= kMostParameters) return kTooManyParameters;

    const Parameters form = Parameters::decode(request.body);
    ClientCredentials client{parameter(form, "client_id"), parameter(form, "client_secret")};
    const auto basic = basic_credentials(request);
    if (const auto* error = std::get_if<OAuthError>(&basic)) return *error;
    if (const auto& credentials = std::get<0>(basic)) {
        if (!client.secret.empty()) return kTwoCredentials;
        client = *credentials;
    }

    const std::string grant_type = parameter(form, "grant_type");
    if (grant_type.empty()) return kNoGrantType;
    if (grant_type != "password") return kUnsupportedGrantType;
    const Scopes scopes = scopes_in(parameter(form, "scope"));
    if (scopes.offline_access) return kOfflineAccess;

    PasswordGrant grant{client.id, client.secret, parameter(form, "username"), parameter(form, "password"),
                        scopes.openid};
    if (grant.username.empty() || grant.password.empty()) return kNoUser;
    if (scopes.unknown) return kInvalidScope;
    if (grant.client_id.empty()) return kNoClient;
    if (grant.client_id.size() > kLongestClientId) return kUnknownClient;
    return grant;
}

}  // namespace backbone::devices
