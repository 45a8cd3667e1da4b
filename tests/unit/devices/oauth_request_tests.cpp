#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/base64url.hpp>

#include "devices/src/oauth_request.hpp"

using namespace backbone;
using namespace backbone::devices;

namespace {

constexpr std::string_view kGood =
    "grant_type=password&client_id=test&client_secret=secret&username=USR1&password=pass+word";

Request request_of(std::string body, std::vector<Header> headers = {})
{
    Request request;
    request.method = "POST";
    request.headers = std::move(headers);
    request.headers.push_back({"Content-Type", "application/x-www-form-urlencoded"});
    request.body = std::move(body);
    return request;
}

std::vector<Header> basic(std::string_view credentials)
{
    return {{"Authorization", "Basic " + Base64Url::encode(credentials).text()}};
}

PasswordGrant grant_in(const Request& request)
{
    const auto read = read_password_grant(request);
    REQUIRE(std::holds_alternative<PasswordGrant>(read));
    return std::get<PasswordGrant>(read);
}

/// `error` and `number` of the refusal; empty when there is none.
std::string refusal_of(const Request& request)
{
    const auto read = read_password_grant(request);
    const auto* error = std::get_if<OAuthError>(&read);
    return error ? std::string(error->error) + " " + std::string(error->number) : std::string{};
}

/// The good form without one parameter, and with another one behind it.
std::string form(std::string_view without, std::string_view with = {})
{
    std::string form;
    std::string_view rest = kGood;
    while (!rest.empty()) {
        const std::string_view pair = rest.substr(0, rest.find('&'));
        rest.remove_prefix(std::min(pair.size() + 1, rest.size()));
        if (!without.empty() && pair.starts_with(std::string(without) + "=")) continue;
        form.append(form.empty() ? "" : "&").append(pair);
    }
    if (!with.empty()) form.append("&").append(with);
    return form;
}

}  // namespace

TEST_CASE("a password grant is read from a form", "[devices]")
{
    const PasswordGrant grant = grant_in(request_of(std::string(kGood)));

    CHECK(grant.client_id == "test");
    CHECK(grant.client_secret == "secret");
    CHECK(grant.username == "USR1");
    CHECK(grant.password == "pass word");
    CHECK_FALSE(grant.wants_id_token);
}

TEST_CASE("an id token is wanted with the scope openid", "[devices]")
{
    CHECK(grant_in(request_of(form({}, "scope=openid"))).wants_id_token);
    CHECK_FALSE(grant_in(request_of(form({}, "scope="))).wants_id_token);
}

TEST_CASE("a client may show its credentials in the header", "[devices]")
{
    const std::string anonymous = "grant_type=password&username=u&password=p";

    CHECK(grant_in(request_of(anonymous, basic("test:secret"))).client_secret == "secret");
    CHECK(grant_in(request_of(anonymous, basic("t%3Aest:se%2Bcret"))).client_id == "t:est");
    CHECK(grant_in(request_of(anonymous, basic("test:a=b&c:d"))).client_secret == "a=b&c:d");
    CHECK(grant_in(request_of(anonymous, basic("test:"))).client_secret.empty());
    CHECK(grant_in(request_of(form("client_secret"), basic("test:secret"))).client_secret == "secret");
    CHECK(grant_in(request_of(std::string(kGood), {{"Authorization", "Bearer x"}})).client_secret == "secret");
}

TEST_CASE("two secrets and malformed credentials in the header are refused", "[devices]")
{
    CHECK(refusal_of(request_of(std::string(kGood), basic("test:secret"))) == "invalid_request ID2087");
    CHECK(refusal_of(request_of(std::string(kGood), {{"Authorization", "Basic %%%"}})) == "invalid_request ID2055");
    CHECK(refusal_of(request_of(std::string(kGood), basic("no colon"))) == "invalid_request ID2055");
}

TEST_CASE("only a form that is posted is read", "[devices]")
{
    Request get = request_of(std::string(kGood));
    get.method = "GET";
    CHECK(refusal_of(get) == "invalid_request ID2084");

    Request without_type = request_of(std::string(kGood));
    without_type.headers.clear();
    CHECK(refusal_of(without_type) == "invalid_request ID2081");

    Request json = request_of(std::string(kGood));
    json.headers = {{"Content-Type", "application/json"}};
    CHECK(refusal_of(json) == "invalid_request ID2082");

    Request with_charset = request_of(std::string(kGood));
    with_charset.headers = {{"Content-Type", "Application/X-WWW-Form-Urlencoded ; charset=utf-8"}};
    CHECK(refusal_of(with_charset).empty());
}

TEST_CASE("a form has no more parameters than a client could need", "[devices]")
{
    const auto with_parameters = [](int more) {
        std::string body(kGood);
        for (int i = 0; i < more; ++i) body += "&x=";
        return request_of(body);
    };
    CHECK(refusal_of(with_parameters(95)).empty());
    CHECK(refusal_of(with_parameters(96)) == "invalid_request ID2029");
    CHECK(refusal_of(request_of(std::string(10'000, '&'))) == "invalid_request ID2029");
}

TEST_CASE("a form has at most 64 KiB", "[devices]")
{
    const auto of_size = [](std::size_t bytes) {
        std::string body = form({}, "x=");
        body.append(bytes - body.size(), 'x');
        return request_of(body);
    };
    CHECK(refusal_of(of_size(65'536)).empty());

    const auto read = read_password_grant(of_size(65'537));
    REQUIRE(std::holds_alternative<OAuthError>(read));
    CHECK(std::get<OAuthError>(read).error == "invalid_request");
    CHECK(std::get<OAuthError>(read).description == "The form is too large.");
}

TEST_CASE("what is wrong with a form is reported in the protocol's order", "[devices]")
{
    struct Case
    {
        std::string form;
        std::string refusal;
    };
    const std::vector<Case> cases{
        {"", "invalid_request ID2029"},
        {form("grant_type"), "invalid_request ID2029"},
        {form("grant_type", "grant_type="), "invalid_request ID2029"},
        {form("grant_type", "grant_type=+"), "unsupported_grant_type ID2032"},
        {form("grant_type", "grant_type=Password"), "unsupported_grant_type ID2032"},
        {"grant_type=foo", "unsupported_grant_type ID2032"},
        {"GRANT_TYPE=password", "invalid_request ID2029"},
        {form({}, "scope=foo+offline_access"), "invalid_request ID2035"},
        {form("username", "scope=offline_access"), "invalid_request ID2035"},
        {form("username"), "invalid_request ID2059"},
        {form("password"), "invalid_request ID2059"},
        {form("password", "password="), "invalid_request ID2059"},
        {form({}, "username=twice"), "invalid_request ID2059"},
        {form("username", "scope=foo"), "invalid_request ID2059"},
        {"grant_type=password", "invalid_request ID2059"},
        {form({}, "scope=profile"), "invalid_scope ID2052"},
        {form({}, "scope=openid+foo"), "invalid_scope ID2052"},
        {form("client_id", "scope=foo"), "invalid_scope ID2052"},
        {form("client_id"), "invalid_client ID2029"},
        {form("client_id", "client_id="), "invalid_client ID2029"},
    };
    for (const Case& wrong : cases) {
        INFO(wrong.form);
        CHECK(refusal_of(request_of(wrong.form)) == wrong.refusal);
    }
}

TEST_CASE("what no database can hold counts as missing", "[devices]")
{
    CHECK(refusal_of(request_of(form("username", "username=a%00b"))) == "invalid_request ID2059");
    CHECK(refusal_of(request_of(form("client_id", "client_id=%FF"))) == "invalid_client ID2029");
    CHECK(refusal_of(request_of(form("client_id", "client_id=" + std::string(401, 'x')))) == "invalid_client ID2052");
}
