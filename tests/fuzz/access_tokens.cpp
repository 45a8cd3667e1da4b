// Access tokens as strangers make them up: whatever they send, only what was signed here is taken for a token.

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <backbone/access_tokens.hpp>
#include <backbone/base64url.hpp>

#include "security/token_key.hpp"

namespace {

using namespace backbone;

constexpr std::string_view kIssuer = "https://backbone.example/";
constexpr Timestamp kNow = Timestamp::from_microseconds(1'800'000'000'000'000);

SigningKeyPem new_key()
{
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<BIO, decltype(&BIO_free)> out(BIO_new(BIO_s_mem()), BIO_free);
    PEM_write_bio_PKCS8PrivateKey(out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    char* text = nullptr;
    const auto size = BIO_get_mem_data(out.get(), &text);
    return {text, static_cast<std::size_t>(size)};
}

struct Server
{
    SigningKeyPem pem = new_key();
    TokenKey key{pem};
    AccessTokens tokens{{pem}, std::chrono::hours(1)};

    bool admits(std::string_view token) const { return tokens.verify(token, kIssuer, kNow).has_value(); }

    std::string issue() const
    {
        SystemRandom random;
        const AccessClaims claims{.caller = {.identity = IdentityAddress::from_trusted("did:e:localhost:dids:fc6cbb07"),
                                             .device = *DeviceId::parse("DVCaaaaaaaaaaaaaaaaa"),
                                             .client_id = "test"},
                                  .user_id = "6f0d8f6e-0e0c-4b0e-8d0f-0a0b0c0d0e0f",
                                  .username = "USRaaaaaaaaaaaaaaaaa"};
        return tokens.issue(claims, kIssuer, kNow, random);
    }
};

/// Aborts, so that the fuzzer shows the input.
void expect(bool holds)
{
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    static const Server server;
    static const std::string token = server.issue();
    static const std::size_t claims_begin = token.find('.') + 1;
    static const std::size_t claims_end = token.rfind('.');

    const std::string text(reinterpret_cast<const char*>(bytes), size);
    expect(server.admits(token));
    expect(!server.admits(text));

    // Parts of a good token, with those of the stranger.
    const std::string header = token.substr(0, claims_begin);
    const std::string signature = token.substr(claims_end);
    for (const std::string& part : {text, Base64Url::encode(text).text()}) {
        expect(!server.admits(part + token.substr(claims_begin - 1)));
        expect(!server.admits(header + part + signature));
        expect(!server.admits(token.substr(0, claims_end + 1) + part));
    }

    // Claims that nobody but this server would sign: they may be anything.
    server.admits(server.key.sign_access_token(text));
    return 0;
}
