// POST /connect/token (docs/protocol/http-and-auth.md §13.2, §13.6; devices.md §8)
#include <fmt/format.h>

#include "credentials.hpp"
#include "device_store.hpp"
#include "identity.hpp"
#include "oauth_request.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

/// Logins of one device within this time are noted once: they are many, and nobody asks which of them was the last.
constexpr std::chrono::seconds kLoginResolution{1};

void forbid_caching(Response& response)
{
    response.headers.push_back({"Cache-Control", "no-store"});
    response.headers.push_back({"Pragma", "no-cache"});
    response.headers.push_back({"Expires", "Thu, 01 Jan 1970 00:00:00 GMT"});
}

Response oauth_response(int status, std::string body)
{
    Response response{status, "application/json;charset=UTF-8", std::move(body)};
    forbid_caching(response);
    return response;
}

Response refused(const OAuthError& error)
{
    const std::string uri = fmt::format("https://documentation.openiddict.com/errors/{}", error.number);
    std::string body;
    JsonWriter json(body);
    json.object([&] {
        json.member("error", error.error);
        json.member("error_description", error.description);
        json.member("error_uri", uri);
    });
    Response response = oauth_response(error.status, std::move(body));
    if (error.status == 401) {
        response.headers.push_back(
            {"WWW-Authenticate", fmt::format(R"(Basic error="{}", error_description="{}", error_uri="{}")", error.error,
                                             error.description, uri)});
    }
    return response;
}

std::optional<OAuthError> check_client(const Dependencies& devices, const Context& context,
                                       const std::optional<device_store::LoginCandidate>& candidate,
                                       const PasswordGrant& grant)
{
    using namespace oauth_errors;
    if (!candidate) return kUnknownClient;
    if (grant.client_secret.empty()) return kNoClientSecret;
    if (!matches(devices, context, grant.client_secret, candidate->client_secret_hash)) return kWrongClientSecret;
    return std::nullopt;
}

bool is_locked_out(const device_store::LoginCandidate& candidate, Timestamp now)
{
    return candidate.locked_out_until && *candidate.locked_out_until > now;
}

/// Whether the user's password is right; a wrong one is counted.
std::optional<OAuthError> check_user(const Dependencies& devices, Context& context,
                                     const device_store::LoginCandidate& candidate, const std::string& password)
{
    using namespace oauth_errors;
    if (!candidate.device) {
        context.need_slow_lane();
        devices.passwords.waste_a_check();
        return kWrongCredentials;
    }
    if (is_over(candidate.deletion_grace_period_ends_at, context.now())) return kWrongCredentials;
    if (is_locked_out(candidate, context.now())) return kLockedOut;
    if (matches(devices, context, password, *candidate.password_hash)) return std::nullopt;

    const bool locks_out =
        device_store::record_failed_login(context.queries(), *candidate.device, devices.lockout, context.now());
    return locks_out ? kLockedOut : kWrongCredentials;
}

/// Answers false when the device is gone, or its user locked out by now.
bool record_login(Context& context, const device_store::LoginCandidate& candidate)
{
    const bool is_noted = candidate.last_login_at && context.now() - *candidate.last_login_at < kLoginResolution &&
                          *candidate.access_failed_count == 0;
    if (is_noted && !*candidate.is_backup_device) return true;
    return context.transaction([&](Transaction& tx) {
        if (!device_store::record_login(tx, *candidate.device, context.now())) return false;
        if (*candidate.is_backup_device && device_store::end_being_backup_device(tx, *candidate.device)) {
            tx.raise(BackupDeviceUsed{*candidate.identity});
        }
        tx.raise(DeviceLoggedIn{*candidate.identity, *candidate.device, context.now()});
        return true;
    });
}

/// Why a login was not noted: while its password was checked, the device went or others locked its user out.
OAuthError why_overtaken(Context& context, const PasswordGrant& grant)
{
    const auto candidate =
        device_store::find_for_login(context.queries(), grant.client_id, normalized_username(grant.username));
    const bool locked_out = candidate && is_locked_out(*candidate, context.now());
    return locked_out ? oauth_errors::kLockedOut : oauth_errors::kWrongCredentials;
}

LoginOutcome outcome_of(const std::optional<OAuthError>& error)
{
    if (!error) return LoginOutcome::succeeded;
    if (error->error == oauth_errors::kLockedOut.error) return LoginOutcome::locked_out;
    return error->status == 401 ? LoginOutcome::wrong_client : LoginOutcome::wrong_credentials;
}

Response issued(const Dependencies& devices, const Context& context, const Request& request,
                const device_store::LoginCandidate& candidate, const PasswordGrant& grant)
{
    const AccessClaims claims{.caller = {*candidate.identity, *candidate.device, grant.client_id},
                              .user_id = *candidate.user_id,
                              .username = std::string(candidate.username->text())};
    const std::string issuer = request.base_url + "/";
    std::string body;
    JsonWriter json(body);
    json.object([&] {
        json.member("access_token", devices.access_tokens.issue(claims, issuer, context.now(), context.random()));
        json.member("token_type", "Bearer");
        json.member("expires_in", devices.access_tokens.lifetime().count());
        if (grant.wants_id_token) {
            json.member("id_token", devices.access_tokens.issue_id_token(claims, issuer, context.now()));
        }
    });
    return oauth_response(200, std::move(body));
}

}  // namespace

Response login(const Dependencies& devices, const Request& request, Context& context)
{
    if (request.body_too_large && is_posted_form(request)) return {.status = 413};
    const auto read = read_password_grant(request);
    if (const auto* error = std::get_if<OAuthError>(&read)) return refused(*error);
    const auto& grant = std::get<PasswordGrant>(read);

    const auto candidate =
        device_store::find_for_login(context.queries(), grant.client_id, normalized_username(grant.username));
    auto error = check_client(devices, context, candidate, grant);
    if (!error) error = check_user(devices, context, *candidate, grant.password);
    if (!error && !record_login(context, *candidate)) error = why_overtaken(context, grant);
    devices.observer.login_finished(outcome_of(error));
    if (error) return refused(*error);
    return issued(devices, context, request, *candidate, grant);
}

}  // namespace backbone::devices
