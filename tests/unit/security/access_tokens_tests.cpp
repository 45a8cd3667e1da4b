#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <openssl/err.h>
#include <catch2/catch.hpp>

#include <backbone/crypto.hpp>

#include "unit/security/keys.hpp"
#include "unit/security/tokens.hpp"

using namespace backbone;
using namespace backbone::test::security;
using namespace std::chrono_literals;

TEST_CASE("An access token tells who bears it", "[security]")
{
    const auto key = GENERATE(as<std::string>(), p256_key(), rsa_key());
    const AccessTokens tokens({key}, 300s);
    const std::string token = issue(tokens);

    const auto caller = tokens.verify(token, kIssuer, kNow);
    REQUIRE(caller);
    CHECK(caller->identity == alice().caller.identity);
    CHECK(caller->device == alice().caller.device);
    CHECK(caller->client_id == alice().caller.client_id);
    CHECK(AccessTokens({key}, 300s).verify(token, kIssuer, kNow));
}

TEST_CASE("An access token has the documented header and claims", "[security]")
{
    const AccessTokens tokens({p256_key()}, 300s);
    const Parts parts = Parts::of(issue(tokens));

    const auto header = json(parts.header);
    CHECK(names(header) == std::set<std::string>{"alg", "kid", "typ"});
    CHECK(header.at("alg") == "ES256");
    CHECK(header.at("typ") == "at+jwt");
    const std::string kid(header.at("kid").as_string());
    CHECK(kid.size() == 40);
    CHECK(kid.find_first_not_of("0123456789ABCDEF") == std::string::npos);

    auto claims = json(parts.claims);
    const std::string jti(claims.at("jti").as_string());
    CHECK_THAT(jti, Catch::Matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"));
    claims.erase("jti");
    CHECK(claims == boost::json::object{{"iss", "https://backbone.example/"},
                                        {"iat", 1'800'000'000},
                                        {"exp", 1'800'000'300},
                                        {"sub", alice().user_id},
                                        {"name", alice().username},
                                        {"nmshd_address", alice().caller.identity.text()},
                                        {"device_id", alice().caller.device.text()},
                                        {"client_id", alice().caller.client_id},
                                        {"oi_prst", alice().caller.client_id}});
    CHECK(json(Parts::of(issue(tokens)).claims).at("jti") != boost::json::string(jti));
}

TEST_CASE("Others can verify a token's signature", "[security]")
{
    SECTION("ES256")
    {
        const std::string key = p256_key();
        // Numbers in a signature may have leading zeros: each second one does among 256.
        const AccessTokens tokens({key}, 300s);
        for (int i = 0; i < 600; ++i) {
            const Parts parts = Parts::of(issue(tokens));
            REQUIRE(is_p256_signature(key, parts.signed_text(), decoded(parts.signature)));
            REQUIRE(tokens.verify(parts.token(), kIssuer, kNow));
        }
    }
    SECTION("RS256")
    {
        const std::string key = rsa_key();
        const Parts parts = Parts::of(issue(AccessTokens({key}, 300s)));
        CHECK(decoded(parts.signature) == rsa_signature(key, parts.signed_text()));
    }
}

TEST_CASE("A token is valid until the second in which it expires", "[security]")
{
    const AccessTokens tokens({p256_key()}, 300s);
    const std::string token = issue(tokens);
    const Timestamp expiry = Timestamp::from_microseconds(1'800'000'300'000'000);

    // Twice, so that each answer comes once from the memory.
    for (int i = 0; i < 2; ++i) {
        CHECK(tokens.verify(token, kIssuer, expiry - 1us));
        CHECK_FALSE(tokens.verify(token, kIssuer, expiry));
        CHECK_FALSE(tokens.verify(token, kIssuer, expiry + 1h));
    }
    CHECK_FALSE(tokens.verify(issue(tokens, kNow - 300s), kIssuer, kNow));
}

TEST_CASE("A token is only valid at its issuer", "[security]")
{
    const AccessTokens tokens({p256_key()}, 300s);
    const std::string token = issue(tokens);
    const auto [issuer, valid] = GENERATE(table<std::string, bool>({
        {"https://backbone.example/", true},
        {"https://backbone.example", true},
        {"http://backbone.example/", false},
        {"https://other.example/", false},
        {"https://backbone.example:8080/", false},
        {"https://backbone.example//", false},
        {"https://backbone.exampl", false},
        {"", false},
    }));
    INFO(issuer);
    for (int i = 0; i < 2; ++i) {
        CHECK(tokens.verify(token, issuer, kNow).has_value() == valid);
        REQUIRE(tokens.verify(token, kIssuer, kNow));  // is remembered from now on
    }
}

TEST_CASE("A changed token is worth nothing", "[security]")
{
    const auto key = GENERATE(as<std::string>(), p256_key(), rsa_key());
    const AccessTokens tokens({key}, 300s);
    const std::string token = issue(tokens);
    const Parts parts = Parts::of(token);
    REQUIRE(tokens.verify(token, kIssuer, kNow));

    SECTION("in any of its characters")
    {
        for (std::size_t i = 0; i < token.size(); ++i) {
            std::string changed = token;
            changed[i] = token[i] == 'A' ? 'B' : 'A';
            INFO(changed);
            REQUIRE_FALSE(tokens.verify(changed, kIssuer, kNow));
        }
    }
    SECTION("in its length")
    {
        for (std::size_t size = 0; size < token.size(); ++size) {
            REQUIRE_FALSE(tokens.verify(token.substr(0, size), kIssuer, kNow));
        }
        for (const char* more : {".", "A", "AAAA", "=", " ", "\n"}) {
            CHECK_FALSE(tokens.verify(token + more, kIssuer, kNow));
            CHECK_FALSE(tokens.verify(more + token, kIssuer, kNow));
        }
    }
    SECTION("in its claims")
    {
        auto claims = json(parts.claims);
        claims["device_id"] = "DVCbbbbbbbbbbbbbbbbb";
        Parts changed = parts;
        changed.claims = encoded(boost::json::serialize(claims));
        CHECK_FALSE(tokens.verify(changed.token(), kIssuer, kNow));
    }
    SECTION("by the signature of another token")
    {
        Parts mixed = parts;
        mixed.signature = Parts::of(issue(tokens, kNow - 1s)).signature;
        CHECK_FALSE(tokens.verify(mixed.token(), kIssuer, kNow));
    }
    SECTION("by a signature of zeros or of garbage")
    {
        for (const char c : {'A', '_', '=', '\0', '.'}) {
            Parts changed = parts;
            changed.signature.assign(parts.signature.size(), c);
            CHECK_FALSE(tokens.verify(changed.token(), kIssuer, kNow));
        }
    }
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("Garbage is no token", "[security]")
{
    const AccessTokens tokens({p256_key()}, 300s);
    const Parts parts = Parts::of(issue(tokens));
    const std::vector<std::string> garbage{
        "",
        ".",
        "..",
        "...",
        "abc",
        "a.b.c",
        parts.header,
        parts.header + ".",
        parts.header + "..",
        parts.header + ".." + parts.signature,
        parts.header + "." + parts.signature,
        parts.header + "." + std::string(100, '\0') + "." + parts.signature,
        parts.header + ".\xff\xff." + parts.signature,
        parts.header + ".A=AA." + parts.signature,
        parts.header + ".A." + parts.signature,
        parts.header + ".A+/A." + parts.signature,
        parts.header + "." + parts.claims + "." + parts.signature.substr(0, 80) + "A=AAAA",
        parts.header + "." + parts.claims + "." + parts.claims + "." + parts.signature,
        parts.header + "." + std::string(8'000, 'A') + "." + parts.signature,
        parts.header + "." + std::string(10'000'000, 'A') + "." + parts.signature,
        std::string(10'000, '.'),
    };
    for (const std::string& token : garbage) {
        INFO(token.substr(0, 300));
        CHECK_FALSE(tokens.verify(token, kIssuer, kNow));
    }
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("A token with another header is worth nothing, though its signature fits", "[security]")
{
    const std::string key = rsa_key();
    const AccessTokens tokens({key}, 300s);
    const Parts genuine = Parts::of(issue(tokens));
    const std::string kid(json(genuine.header).at("kid").as_string());
    const std::string n(public_keys(tokens)[0].at("n").as_string());

    const auto forged = [&](const std::string& header, const std::string& algorithm) {
        Parts parts{encoded(header), genuine.claims, ""};
        const std::string text = parts.signed_text();
        if (algorithm == "RS256") parts.signature = encoded(rsa_signature(key, text));
        if (algorithm == "RS512") parts.signature = encoded(rsa_signature(key, text, "SHA512"));
        if (algorithm == "HS256") {
            parts.signature = Base64Url::encode(hmac_sha256(as_bytes(public_part(key)), as_bytes(text))).text();
        }
        return parts.token();
    };
    const std::string id = R"("kid":")" + kid + R"(")";
    REQUIRE(tokens.verify(forged(R"({"alg":"RS256",)" + id + R"(,"typ":"at+jwt"})", "RS256"), kIssuer, kNow));

    const std::vector<std::pair<std::string, std::string>> headers{
        {R"({"alg":"none",)" + id + R"(,"typ":"at+jwt"})", ""},
        {R"({"alg":"None",)" + id + R"(,"typ":"at+jwt"})", ""},
        {R"({)" + id + R"(,"typ":"at+jwt"})", "RS256"},
        {R"({"alg":"HS256",)" + id + R"(,"typ":"at+jwt"})", "HS256"},
        {R"({"alg":"RS512",)" + id + R"(,"typ":"at+jwt"})", "RS512"},
        {R"({"alg":"RS256",)" + id + R"(,"typ":"at+jwt"})", "RS512"},
        {R"({"alg":"RS256",)" + id + R"(,"typ":"at+jwt"})", "HS256"},
        {R"({"alg":"RS256",)" + id + R"(,"typ":"at+jwt"})", ""},
        {R"({"alg":"ES256",)" + id + R"(,"typ":"at+jwt"})", "RS256"},
        {R"({"alg":"RS256",)" + id + R"(,"typ":"JWT"})", "RS256"},
        {R"({"alg":"RS256",)" + id + R"(})", "RS256"},
        {R"({"alg":"RS256","typ":"at+jwt"})", "RS256"},
        {R"({"alg":"RS256","kid":"0000","typ":"at+jwt"})", "RS256"},
        {R"({"alg":"RS256",)" + id + R"(,"typ":"at+jwt","crit":["exp"]})", "RS256"},
        {R"({"alg":"RS256",)" + id + R"(,"typ":"at+jwt","jwk":{"kty":"RSA","e":"AQAB","n":")" + n + R"("}})", "RS256"},
    };
    for (const auto& [header, algorithm] : headers) {
        INFO(header);
        CHECK_FALSE(tokens.verify(forged(header, algorithm), kIssuer, kNow));
    }
}

TEST_CASE("A token that lacks a claim is worth nothing, though its signature fits", "[security]")
{
    const std::string key = rsa_key();
    const AccessTokens tokens({key}, 300s);
    const Parts genuine = Parts::of(issue(tokens));
    const auto is_valid = [&](const std::string& claims) {
        Parts parts{genuine.header, encoded(claims), ""};
        parts.signature = encoded(rsa_signature(key, parts.signed_text()));
        return tokens.verify(parts.token(), kIssuer, kNow).has_value();
    };
    REQUIRE(is_valid(decoded(genuine.claims)));

    SECTION("missing, or of another type")
    {
        for (const char* name : {"exp", "iss", "nmshd_address", "device_id", "client_id"}) {
            INFO(name);
            auto claims = json(genuine.claims);
            claims.erase(name);
            CHECK_FALSE(is_valid(boost::json::serialize(claims)));
            claims[name] = nullptr;
            CHECK_FALSE(is_valid(boost::json::serialize(claims)));
            claims[name] = boost::json::array{1};
            CHECK_FALSE(is_valid(boost::json::serialize(claims)));
        }
    }
    SECTION("a time that is no whole number, or out of range")
    {
        for (const auto& exp : boost::json::array{"1800000300", 1'800'000'300.5, 1e300, -1, 0, true}) {
            auto claims = json(genuine.claims);
            claims["exp"] = exp;
            CHECK_FALSE(is_valid(boost::json::serialize(claims)));
        }
    }
    SECTION("a device that cannot exist")
    {
        auto claims = json(genuine.claims);
        claims["device_id"] = "../../etc/passwd";
        CHECK_FALSE(is_valid(boost::json::serialize(claims)));
    }
    SECTION("no object")
    {
        for (const char* text : {"", "[]", "null", "{", "\"exp\"", "{}{}"}) CHECK_FALSE(is_valid(text));
    }
    SECTION("or has so many that no token of ours could")
    {
        auto claims = json(genuine.claims);
        claims["more"] = std::string(5'000, 'x');
        CHECK(is_valid(boost::json::serialize(claims)));
        claims["more"] = std::string(6'000, 'x');
        CHECK_FALSE(is_valid(boost::json::serialize(claims)));
    }
    SECTION("nested deeply")
    {
        CHECK_FALSE(is_valid(std::string(2'000, '[')));
    }
}

TEST_CASE("An id token is for the client and no access token", "[security]")
{
    const AccessTokens tokens({p256_key()}, 300s);
    const std::string token = tokens.issue_id_token(alice(), kIssuer, kNow);
    const Parts parts = Parts::of(token);

    CHECK(json(parts.header).at("typ") == "JWT");
    CHECK(json(parts.claims) == boost::json::object{{"iss", "https://backbone.example/"},
                                                    {"sub", alice().user_id},
                                                    {"aud", alice().caller.client_id},
                                                    {"iat", 1'800'000'000},
                                                    {"exp", 1'800'000'300}});
    CHECK_FALSE(tokens.verify(token, kIssuer, kNow));
}

TEST_CASE("A token of another key of the same kind is worth nothing", "[security]")
{
    const AccessTokens ours({p256_key()}, 300s);
    const AccessTokens theirs({p256_key()}, 300s);
    Parts parts = Parts::of(issue(theirs));
    CHECK_FALSE(ours.verify(parts.token(), kIssuer, kNow));
    parts.header = Parts::of(issue(ours)).header;
    CHECK_FALSE(ours.verify(parts.token(), kIssuer, kNow));
}

TEST_CASE("Tokens have the configured lifetime", "[security]")
{
    const AccessTokens tokens({p256_key()}, 60s);
    CHECK(tokens.lifetime() == 60s);
    const auto claims = json(Parts::of(issue(tokens)).claims);
    CHECK(claims.at("exp").as_int64() - claims.at("iat").as_int64() == 60);
}

TEST_CASE("Tokens can be issued and verified by many threads at once", "[security][concurrency]")
{
    const auto key = GENERATE(as<std::string>(), p256_key(), rsa_key());
    const AccessTokens tokens({key}, 300s);
    const std::string shared = issue(tokens);
    std::vector<int> errors(8);
    {
        std::vector<std::jthread> threads;
        for (int& count : errors) {
            threads.emplace_back([&] {
                for (int i = 0; i < 50; ++i) {
                    std::string own = issue(tokens);
                    if (!tokens.verify(own, kIssuer, kNow)) ++count;
                    if (!tokens.verify(shared, kIssuer, kNow)) ++count;
                    own[own.size() / 2] = own[own.size() / 2] == 'A' ? 'B' : 'A';
                    if (tokens.verify(own, kIssuer, kNow)) ++count;
                }
            });
        }
    }
    CHECK(errors == std::vector<int>(8));
}
