#pragma once

#include <set>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include <backbone/access_tokens.hpp>

/// What the tests of tokens and of their keys share.
namespace backbone::test::security {

inline constexpr std::string_view kIssuer = "https://backbone.example/";
inline constexpr Timestamp kNow = Timestamp::from_microseconds(1'800'000'000'500'000);

inline AccessClaims alice()
{
    return {.caller = {.identity = IdentityAddress::from_trusted("did:e:localhost:dids:fc6cbb07fdde421f7f5880"),
                       .device = *DeviceId::parse("DVCaaaaaaaaaaaaaaaaa"),
                       .client_id = "test \"client\" ü"},
            .user_id = "6f0d8f6e-0e0c-4b0e-8d0f-0a0b0c0d0e0f",
            .username = "USRaaaaaaaaaaaaaaaaa"};
}

inline std::string issue(const AccessTokens& tokens, Timestamp now = kNow)
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

inline std::string decoded(const std::string& part)
{
    return Base64Url::from_normalised(part).decode_to_string();
}

inline std::string encoded(std::string_view text)
{
    return Base64Url::encode(text).text();
}

inline boost::json::object json(const std::string& part)
{
    return boost::json::parse(decoded(part)).as_object();
}

inline std::set<std::string> names(const boost::json::object& object)
{
    std::set<std::string> names;
    for (const auto& member : object) names.insert(std::string(member.key()));
    return names;
}

inline boost::json::array public_keys(const AccessTokens& tokens)
{
    return boost::json::parse(tokens.jwks()).at("keys").as_array();
}

}  // namespace backbone::test::security
