#include <algorithm>
#include <cctype>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include <openssl/err.h>
#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <backbone/access_tokens.hpp>
#include <backbone/crypto.hpp>

#include "unit/security/keys.hpp"

using namespace backbone;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kIssuer = "https://backbone.example/";
const Timestamp kNow = Timestamp::from_microseconds(1'800'000'000'500'000);

AccessClaims alice()
{
    return {.caller = {.identity = IdentityAddress::from_trusted("did:e:localhost:dids:fc6cbb07fdde421f7f5880"),
                       .device = *DeviceId::parse("DVCaaaaaaaaaaaaaaaaa"),
                       .client_id = "test \"client\" ü"},
            .user_id = "6f0d8f6e-0e0c-4b0e-8d0f-0a0b0c0d0e0f",
            .username = "USRaaaaaaaaaaaaaaaaa"};
}

std::string issue(const AccessTokens& tokens, Timestamp now = kNow)
{
    SystemRandom random;
    return tokens.issue(alice(), kIssuer, now, random);
}

/// The parts of a token, and how to put them together again.
struct Parts
{
    std::string header;
    std::string claims;
    std::string signature;

    static Parts of(const std::string& token)
    {
        const auto first = token.find('.');
        const auto last = token.rfind('.');
        return {token.substr(0, first), token.substr(first + 1, last - first - 1), token.substr(last + 1)};
    }
    std::string signed_text() const { return header + "." + claims; }
    std::string token() const { return signed_text() + "." + signature; }
};

std::string decoded(const std::string& part)
{
    return Base64Url::from_normalised(part).decode_to_string();
}

std::string encoded(std::string_view text)
{
    return Base64Url::encode(text).text();
}

boost::json::object json(const std::string& part)
{
    return boost::json::parse(decoded(part)).as_object();
}

std::set<std::string> names(const boost::json::object& object)
{
    std::set<std::string> names;
    for (const auto& member : object) names.insert(std::string(member.key()));
    return names;
}

boost::json::array public_keys(const AccessTokens& tokens)
{
    return boost::json::parse(tokens.jwks()).at("keys").as_array();
}

}  // namespace

TEST_CASE("An access token tells who bears it", "[security]")
{
    const auto key = GENERATE(as<std::string>(), test::p256_key(), test::rsa_key());
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
    const AccessTokens tokens({test::p256_key()}, 300s);
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
        const std::string key = test::p256_key();
        // Numbers in a signature may have leading zeros: each second one does among 256.
        const AccessTokens tokens({key}, 300s);
        for (int i = 0; i < 600; ++i) {
            const Parts parts = Parts::of(issue(tokens));
            REQUIRE(test::is_p256_signature(key, parts.signed_text(), decoded(parts.signature)));
            REQUIRE(tokens.verify(parts.token(), kIssuer, kNow));
        }
    }
    SECTION("RS256")
    {
        const std::string key = test::rsa_key();
        const Parts parts = Parts::of(issue(AccessTokens({key}, 300s)));
        CHECK(decoded(parts.signature) == test::rsa_signature(key, parts.signed_text()));
    }
}

TEST_CASE("A token is valid until the second in which it expires", "[security]")
{
    const AccessTokens tokens({test::p256_key()}, 300s);
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
    const AccessTokens tokens({test::p256_key()}, 300s);
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
    const auto key = GENERATE(as<std::string>(), test::p256_key(), test::rsa_key());
    const AccessTokens tokens({key}, 300s);
    const std::string token = issue(tokens);
    const Parts parts = Parts::of(token);
    REQUIRE(tokens.verify(token, kIssuer, kNow));

    SECTION("in any of its characters")
    {
        for (std::size_t i = 0; i < token.size(); ++i) {
            if (i + 1 == token.size()) continue;  // some bits of the last character mean nothing
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
    const AccessTokens tokens({test::p256_key()}, 300s);
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
    const std::string key = test::rsa_key();
    const AccessTokens tokens({key}, 300s);
    const Parts genuine = Parts::of(issue(tokens));
    const std::string kid(json(genuine.header).at("kid").as_string());
    const std::string n(public_keys(tokens)[0].at("n").as_string());

    const auto forged = [&](const std::string& header, const std::string& algorithm) {
        Parts parts{encoded(header), genuine.claims, ""};
        const std::string text = parts.signed_text();
        if (algorithm == "RS256") parts.signature = encoded(test::rsa_signature(key, text));
        if (algorithm == "RS512") parts.signature = encoded(test::rsa_signature(key, text, "SHA512"));
        if (algorithm == "HS256") {
            parts.signature = Base64Url::encode(hmac_sha256(as_bytes(test::public_part(key)), as_bytes(text))).text();
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
    const std::string key = test::rsa_key();
    const AccessTokens tokens({key}, 300s);
    const Parts genuine = Parts::of(issue(tokens));
    const auto is_valid = [&](const std::string& claims) {
        Parts parts{genuine.header, encoded(claims), ""};
        parts.signature = encoded(test::rsa_signature(key, parts.signed_text()));
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
    const AccessTokens tokens({test::p256_key()}, 300s);
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

TEST_CASE("Keys can be rotated", "[security]")
{
    const std::string old_key = test::rsa_key();
    const std::string new_key = test::p256_key();
    const AccessTokens before({old_key}, 300s);
    const AccessTokens during({new_key, old_key}, 300s);
    const AccessTokens after({new_key}, 300s);

    const std::string old_token = issue(before);
    const std::string new_token = issue(during);
    CHECK(during.algorithm() == "ES256");
    CHECK(during.verify(old_token, kIssuer, kNow));
    CHECK(during.verify(new_token, kIssuer, kNow));
    CHECK(after.verify(new_token, kIssuer, kNow));
    CHECK_FALSE(after.verify(old_token, kIssuer, kNow));
    CHECK_FALSE(before.verify(new_token, kIssuer, kNow));

    const auto keys = public_keys(during);
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].at("kid") == json(Parts::of(new_token).header).at("kid"));
    CHECK(keys[1].at("kid") == json(Parts::of(old_token).header).at("kid"));
}

TEST_CASE("A token of another key of the same kind is worth nothing", "[security]")
{
    const AccessTokens ours({test::p256_key()}, 300s);
    const AccessTokens theirs({test::p256_key()}, 300s);
    Parts parts = Parts::of(issue(theirs));
    CHECK_FALSE(ours.verify(parts.token(), kIssuer, kNow));
    parts.header = Parts::of(issue(ours)).header;
    CHECK_FALSE(ours.verify(parts.token(), kIssuer, kNow));
}

TEST_CASE("The key set holds public keys only", "[security]")
{
    SECTION("EC")
    {
        const AccessTokens tokens({test::p256_key()}, 300s);
        CHECK(tokens.algorithm() == "ES256");
        const auto key = public_keys(tokens)[0].as_object();
        CHECK(names(key) == std::set<std::string>{"kid", "use", "kty", "alg", "crv", "x", "y"});
        CHECK(key.at("kty") == "EC");
        CHECK(key.at("crv") == "P-256");
        CHECK(key.at("alg") == "ES256");
        CHECK(key.at("use") == "sig");
    }
    SECTION("RSA")
    {
        const AccessTokens tokens({test::rsa_key()}, 300s);
        CHECK(tokens.algorithm() == "RS256");
        const auto key = public_keys(tokens)[0].as_object();
        CHECK(names(key) == std::set<std::string>{"kid", "use", "kty", "alg", "e", "n"});
        CHECK(key.at("kty") == "RSA");
        CHECK(key.at("alg") == "RS256");
        CHECK(key.at("e") == "AQAB");
        CHECK(key.at("n").as_string().size() == 342);
    }
}

TEST_CASE("A certificate beside the key is published with it", "[security]")
{
    const std::string key = test::rsa_key();
    const std::string certificate = test::certificate_of(key);
    const bool key_comes_first = GENERATE(true, false);
    const AccessTokens tokens({key_comes_first ? key + certificate : certificate + key}, 300s);

    const auto published = public_keys(tokens)[0].as_object();
    CHECK(names(published) == std::set<std::string>{"kid", "use", "kty", "alg", "e", "n", "x5c", "x5t"});
    std::string body = certificate.substr(certificate.find('\n') + 1);
    body.erase(body.find("-----END"));
    std::erase(body, '\n');
    CHECK(published.at("x5c") == boost::json::array{body});

    const auto header = json(Parts::of(issue(tokens)).header);
    CHECK(names(header) == std::set<std::string>{"alg", "kid", "typ", "x5t"});
    CHECK(header.at("kid") == published.at("kid"));
    CHECK(header.at("x5t") == published.at("x5t"));
    const std::string thumbprint = test::thumbprint_of(certificate);
    CHECK(header.at("kid") == boost::json::string(thumbprint));
    std::string x5t = to_hex(Base64Url::from_normalised(std::string(header.at("x5t").as_string())).decode());
    std::ranges::transform(x5t, x5t.begin(), [](unsigned char c) { return std::toupper(c); });
    CHECK(x5t == thumbprint);
    CHECK(tokens.verify(issue(tokens), kIssuer, kNow));
}

TEST_CASE("The id of a key depends on the key only", "[security]")
{
    const std::string key = test::p256_key();
    const auto kid = [](const std::string& pem) {
        return std::string(public_keys(AccessTokens({pem}, 300s))[0].at("kid").as_string());
    };
    CHECK(kid(key) == kid(key));
    CHECK(kid(key) == kid(test::in_sec1_form(key)));
    CHECK(kid(key) != kid(test::p256_key()));
}

TEST_CASE("Keys are read in the forms that OpenSSL writes", "[security]")
{
    const std::string key = test::p256_key();
    const std::string rsa = test::rsa_key();
    const std::vector<std::string> forms{
        key,
        test::in_sec1_form(key),
        test::in_sec1_form(rsa),
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + test::in_sec1_form(key),
        "Bag Attributes\n    friendlyName: backbone\nKey Attributes: <No Attributes>\n" + key,
        "\n\n" + key + "\n\n",
    };
    for (const std::string& pem : forms) {
        INFO(pem.substr(0, 40));
        const AccessTokens tokens({pem}, 300s);
        CHECK(tokens.verify(issue(tokens), kIssuer, kNow));
    }
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("A key that cannot be used is refused with its reason", "[security]")
{
    const std::string good = test::p256_key();
    const std::vector<std::pair<std::string, std::string>> keys{
        {"", "no private key in PEM form"},
        {"garbage", "no private key in PEM form"},
        {good.substr(0, good.size() / 2), "no private key in PEM form"},
        {test::public_part(good), "no private key in PEM form"},
        {test::certificate_of(good), "no private key in PEM form"},
        {test::encrypted(good), "is encrypted"},
        {test::rsa_key(1024), "RSA key of 1024 bits; at least 2048"},
        {test::ec_key("P-384"), "curve secp384r1; only P-256"},
        {test::ec_key("secp256k1"), "curve secp256k1; only P-256"},
        {test::ed25519_key(), "neither an RSA nor an EC key"},
        {good + test::certificate_of(test::p256_key()), "certificate in its file belongs to another key"},
    };
    for (const auto& [pem, reason] : keys) {
        CHECK_THROWS_WITH(AccessTokens({pem}, 300s), Catch::Contains(reason) && Catch::StartsWith("Key number 1"));
        CHECK_THROWS_WITH(AccessTokens({good, pem}, 300s),
                          Catch::Contains(reason) && Catch::StartsWith("Key number 2"));
    }
    CHECK(ERR_peek_error() == 0);
}

TEST_CASE("Without a key there are no tokens", "[security]")
{
    CHECK_THROWS_WITH(AccessTokens({}, 300s), Catch::Contains("No key"));
}

TEST_CASE("Tokens have the configured lifetime", "[security]")
{
    const AccessTokens tokens({test::p256_key()}, 60s);
    CHECK(tokens.lifetime() == 60s);
    const auto claims = json(Parts::of(issue(tokens)).claims);
    CHECK(claims.at("exp").as_int64() - claims.at("iat").as_int64() == 60);
}

TEST_CASE("Tokens can be issued and verified by many threads at once", "[security][concurrency]")
{
    const auto key = GENERATE(as<std::string>(), test::p256_key(), test::rsa_key());
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
