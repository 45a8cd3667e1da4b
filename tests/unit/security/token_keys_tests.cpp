#include <algorithm>
#include <cctype>
#include <set>
#include <string>
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

TEST_CASE("Keys can be rotated", "[security]")
{
    const std::string old_key = rsa_key();
    const std::string new_key = p256_key();
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

TEST_CASE("The key set holds public keys only", "[security]")
{
    SECTION("EC")
    {
        const AccessTokens tokens({p256_key()}, 300s);
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
        const AccessTokens tokens({rsa_key()}, 300s);
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
    const std::string key = rsa_key();
    const std::string certificate = certificate_of(key);
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
    const std::string thumbprint = thumbprint_of(certificate);
    CHECK(header.at("kid") == boost::json::string(thumbprint));
    std::string x5t = to_hex(Base64Url::from_normalised(std::string(header.at("x5t").as_string())).decode());
    std::ranges::transform(x5t, x5t.begin(), [](unsigned char c) { return std::toupper(c); });
    CHECK(x5t == thumbprint);
    CHECK(tokens.verify(issue(tokens), kIssuer, kNow));
}

TEST_CASE("The id of a key depends on the key only", "[security]")
{
    const std::string key = p256_key();
    const auto kid = [](const std::string& pem) {
        return std::string(public_keys(AccessTokens({pem}, 300s))[0].at("kid").as_string());
    };
    CHECK(kid(key) == kid(key));
    CHECK(kid(key) == kid(in_sec1_form(key)));
    CHECK(kid(key) != kid(p256_key()));
}

TEST_CASE("Keys are read in the forms that OpenSSL writes", "[security]")
{
    const std::string key = p256_key();
    const std::string rsa = rsa_key();
    const std::vector<std::string> forms{
        key,
        in_sec1_form(key),
        in_sec1_form(rsa),
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + in_sec1_form(key),
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
    const std::string good = p256_key();
    const std::vector<std::pair<std::string, std::string>> keys{
        {"", "no private key in PEM form"},
        {"garbage", "no private key in PEM form"},
        {good.substr(0, good.size() / 2), "no private key in PEM form"},
        {public_part(good), "no private key in PEM form"},
        {certificate_of(good), "no private key in PEM form"},
        {encrypted(good), "is encrypted"},
        {rsa_key(1024), "RSA key of 1024 bits; at least 2048"},
        {ec_key("P-384"), "curve secp384r1; only P-256"},
        {ec_key("secp256k1"), "curve secp256k1; only P-256"},
        {ed25519_key(), "neither an RSA nor an EC key"},
        {good + certificate_of(p256_key()), "certificate in its file belongs to another key"},
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
