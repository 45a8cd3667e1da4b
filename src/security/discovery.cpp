#include "security/discovery.hpp"

#include <array>
#include <string>

#include <backbone/json_writer.hpp>

namespace backbone {
namespace {

using namespace std::string_view_literals;

// Written differently than that of all other answers (docs/protocol/http-and-auth.md §13.2).
constexpr std::string_view kContentType = "application/json;charset=UTF-8";

Response oauth_response(int status, std::string body)
{
    return {.status = status, .content_type = std::string(kContentType), .body = std::move(body)};
}

Response describe_server(const std::string& base_url, std::string_view algorithm)
{
    std::string body;
    JsonWriter json(body);
    json.object([&] {
        json.member("issuer", base_url + "/");
        json.member("token_endpoint", base_url + "/connect/token");
        json.member("jwks_uri", base_url + "/.well-known/jwks");
        json.member("grant_types_supported", std::array{"password"sv});
        json.member("scopes_supported", std::array{"openid"sv});
        json.member("claims_supported", std::array{"aud"sv, "exp"sv, "iat"sv, "iss"sv, "sub"sv});
        json.member("subject_types_supported", std::array{"public"sv});
        json.member("id_token_signing_alg_values_supported", std::array{algorithm});
        json.member("token_endpoint_auth_methods_supported",
                    std::array{"client_secret_post"sv, "private_key_jwt"sv, "client_secret_basic"sv});
        json.member("prompt_values_supported", std::array{"consent"sv, "login"sv, "none"sv, "select_account"sv});
        json.member("authorization_response_iss_parameter_supported", true);
        json.member("claims_parameter_supported", false);
        json.member("request_parameter_supported", false);
        json.member("request_uri_parameter_supported", false);
        json.member("tls_client_certificate_bound_access_tokens", false);
    });
    return oauth_response(200, std::move(body));
}

Response refuse_method()
{
    std::string body;
    JsonWriter json(body);
    json.object([&] {
        json.member("error", "invalid_request"sv);
        json.member("error_description", "This document can only be fetched with GET."sv);
        json.member("error_uri", "https://documentation.openiddict.com/errors/ID2084"sv);
    });
    return oauth_response(400, std::move(body));
}

/// A document that is at hand, so nobody has to wait for a worker.
void register_document(Routes& routes, const std::string& pattern, Handler get)
{
    const auto answer = [get = std::move(get)](const Request& request, Context& context) {
        return request.method == "GET" ? get(request, context) : refuse_method();
    };
    routes.probe(pattern, answer, true);
}

}  // namespace

void register_discovery(Routes& routes, const AccessTokens& tokens)
{
    const auto description = [&tokens](const Request& request, Context&) {
        return describe_server(request.base_url, tokens.algorithm());
    };
    register_document(routes, "/.well-known/openid-configuration", description);
    register_document(routes, "/.well-known/oauth-authorization-server", description);
    register_document(routes, "/.well-known/jwks",
                      [&tokens](const Request&, Context&) { return oauth_response(200, tokens.jwks()); });
}

}  // namespace backbone
