#include <backbone/access_tokens.hpp>

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <backbone/crypto.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/uuid.hpp>

#include "security/expiring_cache.hpp"
#include "security/token_key.hpp"

namespace backbone {
namespace {

/// Some 25 MB when it is full. More tokens than that work as well, each use of them costs a check of the signature.
constexpr std::size_t kRememberedTokens = 65'536;

/// Far more than any token of ours has.
constexpr std::size_t kMaxTokenSize = 8'192;

struct VerifiedToken
{
    Caller caller;
    std::string issuer;
    std::int64_t expires_at = 0;  ///< seconds since 1970
};

std::string_view without_trailing_slash(std::string_view url)
{
    if (url.ends_with('/')) url.remove_suffix(1);
    return url;
}

std::vector<TokenKey> read_keys(const std::vector<SigningKeyPem>& pems)
{
    if (pems.empty()) throw std::runtime_error("No key to sign access tokens with is configured.");
    std::vector<TokenKey> keys;
    for (const SigningKeyPem& pem : pems) {
        try {
            keys.emplace_back(pem);
        } catch (const std::runtime_error& error) {
            throw std::runtime_error(fmt::format("Key number {} to sign access tokens with cannot be used: {}.",
                                                 keys.size() + 1, error.what()));
        }
    }
    return keys;
}

std::string jwks_of(const std::vector<TokenKey>& keys)
{
    boost::json::array public_keys;
    for (const TokenKey& key : keys) public_keys.push_back(key.public_key());
    return boost::json::serialize(boost::json::object{{"keys", std::move(public_keys)}});
}

const boost::json::string* find_text(const boost::json::object& claims, std::string_view name)
{
    const boost::json::value* value = claims.if_contains(name);
    return value ? value->if_string() : nullptr;
}

/// Absent when a claim is missing that every token of ours has.
std::optional<VerifiedToken> read_claims(const std::string& json)
{
    boost::json::error_code error;
    const boost::json::value parsed = boost::json::parse(json, error);
    const boost::json::object* claims = error ? nullptr : parsed.if_object();
    if (!claims) return std::nullopt;

    const auto* expires_at = claims->if_contains("exp");
    const auto* issuer = find_text(*claims, "iss");
    const auto* address = find_text(*claims, "nmshd_address");
    const auto* device = find_text(*claims, "device_id");
    const auto* client_id = find_text(*claims, "client_id");
    if (!expires_at || !expires_at->is_int64() || !issuer || !address || !device || !client_id) return std::nullopt;

    const auto device_id = DeviceId::parse(*device);
    if (!device_id) return std::nullopt;
    return VerifiedToken{.caller = {.identity = IdentityAddress::from_trusted(std::string(*address)),
                                    .device = *device_id,
                                    .client_id = std::string(*client_id)},
                         .issuer = std::string(without_trailing_slash(*issuer)),
                         .expires_at = expires_at->get_int64()};
}

}  // namespace

struct AccessTokens::State
{
    std::vector<TokenKey> keys;
    std::chrono::seconds lifetime;
    std::string jwks;
    ExpiringCache<VerifiedToken, std::int64_t> verified{kRememberedTokens};

    const TokenKey& signing_key() const { return keys.front(); }

    /// The token if it is one of ours that has not expired, remembered or verified.
    std::optional<VerifiedToken> find(std::string_view token, std::int64_t now)
    {
        if (token.size() > kMaxTokenSize) return std::nullopt;
        const auto key = std::ranges::find_if(keys, [&](const TokenKey& k) { return k.may_have_signed(token); });
        if (key == keys.end()) return std::nullopt;

        const Sha256Digest digest = sha256(as_bytes(token));
        auto found = verified.find(digest, now);
        if (found) return found;

        const auto claims = key->verified_claims(token);
        if (claims) found = read_claims(*claims);
        if (!found || found->expires_at <= now) return std::nullopt;
        verified.insert(digest, *found, found->expires_at, now);
        return found;
    }
};

AccessTokens::AccessTokens(const std::vector<SigningKeyPem>& keys, std::chrono::seconds lifetime)
    : state_(new State{.keys = read_keys(keys), .lifetime = lifetime, .jwks = {}})
{
    state_->jwks = jwks_of(state_->keys);
}

AccessTokens::~AccessTokens() = default;

std::chrono::seconds AccessTokens::lifetime() const
{
    return state_->lifetime;
}

std::string AccessTokens::issue(const AccessClaims& claims, std::string_view issuer, Timestamp now,
                                Random& random) const
{
    std::string text;
    JsonWriter json(text);
    json.object([&] {
        json.member("iss", issuer);
        json.member("iat", now.seconds());
        json.member("exp", now.seconds() + state_->lifetime.count());
        json.member("jti", generate_uuid(random));
        json.member("sub", claims.user_id);
        json.member("name", claims.username);
        json.member("nmshd_address", claims.caller.identity);
        json.member("device_id", claims.caller.device);
        json.member("client_id", claims.caller.client_id);
        json.member("oi_prst", claims.caller.client_id);
    });
    return state_->signing_key().sign_access_token(text);
}

std::string AccessTokens::issue_id_token(const AccessClaims& claims, std::string_view issuer, Timestamp now) const
{
    std::string text;
    JsonWriter json(text);
    json.object([&] {
        json.member("iss", issuer);
        json.member("sub", claims.user_id);
        json.member("aud", claims.caller.client_id);
        json.member("iat", now.seconds());
        json.member("exp", now.seconds() + state_->lifetime.count());
    });
    return state_->signing_key().sign_id_token(text);
}

std::optional<Caller> AccessTokens::verify(std::string_view token, std::string_view issuer, Timestamp now) const
{
    auto found = state_->find(token, now.seconds());
    if (!found || found->issuer != without_trailing_slash(issuer)) return std::nullopt;
    return std::move(found->caller);
}

const std::string& AccessTokens::jwks() const
{
    return state_->jwks;
}

std::string_view AccessTokens::algorithm() const
{
    return state_->signing_key().algorithm();
}

}  // namespace backbone
