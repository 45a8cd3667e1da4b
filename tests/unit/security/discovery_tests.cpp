#include <algorithm>
#include <string>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <backbone/registry.hpp>

#include "security/discovery.hpp"
#include "unit/security/keys.hpp"

using namespace backbone;
using namespace std::chrono_literals;

namespace {

class NoDatabase final : public Database
{
  public:
    std::unique_ptr<Connection> connect() override { throw Unavailable("there is no database in this test"); }
};

const Route& route(const Routes& routes, std::string_view pattern)
{
    const auto found = std::ranges::find(routes.all(), pattern, &Route::pattern);
    REQUIRE(found != routes.all().end());
    return *found;
}

Response ask(const AccessTokens& tokens, std::string_view method, std::string_view pattern)
{
    Routes routes;
    register_discovery(routes, tokens);
    const Route& asked = route(routes, pattern);
    CHECK(asked.method == kAnyMethod);
    CHECK(asked.access == anonymous);

    NoDatabase database;
    SystemClock clock;
    SystemRandom random;
    const InstallationOptions installation;
    Context context(database, clock, random, installation, std::nullopt, false);
    Request request;
    request.method = method;
    request.base_url = "https://backbone.example";
    return asked.handler(request, context);
}

}  // namespace

TEST_CASE("The discovery document describes this server", "[security]")
{
    const AccessTokens tokens({test::security::p256_key()}, 300s);
    const auto pattern =
        GENERATE(as<std::string>(), "/.well-known/openid-configuration", "/.well-known/oauth-authorization-server");
    const Response response = ask(tokens, "GET", pattern);

    CHECK(response.status == 200);
    CHECK(response.content_type == "application/json;charset=UTF-8");
    CHECK(boost::json::parse(response.body) == boost::json::parse(R"({
        "issuer": "https://backbone.example/",
        "token_endpoint": "https://backbone.example/connect/token",
        "jwks_uri": "https://backbone.example/.well-known/jwks",
        "grant_types_supported": ["password"],
        "scopes_supported": ["openid"],
        "claims_supported": ["aud", "exp", "iat", "iss", "sub"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "prompt_values_supported": ["consent", "login", "none", "select_account"],
        "authorization_response_iss_parameter_supported": true,
        "claims_parameter_supported": false,
        "request_parameter_supported": false,
        "request_uri_parameter_supported": false,
        "tls_client_certificate_bound_access_tokens": false
    })"));
}

TEST_CASE("The discovery document names the algorithm of the signing key", "[security]")
{
    const AccessTokens tokens({test::security::rsa_key(), test::security::p256_key()}, 300s);
    const Response response = ask(tokens, "GET", "/.well-known/openid-configuration");
    CHECK(boost::json::parse(response.body).at("id_token_signing_alg_values_supported") == boost::json::array{"RS256"});
}

TEST_CASE("The key set is served", "[security]")
{
    const AccessTokens tokens({test::security::p256_key()}, 300s);
    const Response response = ask(tokens, "GET", "/.well-known/jwks");
    CHECK(response.status == 200);
    CHECK(response.content_type == "application/json;charset=UTF-8");
    CHECK(response.body == tokens.jwks());
}

TEST_CASE("Discovery refuses other methods than GET", "[security]")
{
    const AccessTokens tokens({test::security::p256_key()}, 300s);
    const auto pattern = GENERATE(as<std::string>(), "/.well-known/openid-configuration",
                                  "/.well-known/oauth-authorization-server", "/.well-known/jwks");
    const auto method = GENERATE(as<std::string>(), "POST", "PUT", "DELETE", "HEAD", "OPTIONS");
    const Response response = ask(tokens, method, pattern);

    CHECK(response.status == 400);
    CHECK(response.content_type == "application/json;charset=UTF-8");
    const auto error = boost::json::parse(response.body).as_object();
    CHECK(error.at("error") == "invalid_request");
    CHECK(error.at("error_description").is_string());
    CHECK(error.at("error_uri").is_string());
    CHECK(error.size() == 3);
}
