#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/context.hpp>

namespace backbone {

/// A private key in PEM (PKCS#8 or SEC1): RSA of at least 2048 bits (RS256) or EC P-256 (ES256).
/// The first of a list signs; all of them verify, so that keys can be rotated.
/// A certificate of the key may stand in the same text: then it is published with the key, and its thumbprint is the
/// id of the key.
using SigningKeyPem = std::string;

/// What an access token says of its bearer (docs/protocol/http-and-auth.md §13.3).
struct AccessClaims
{
    Caller caller;
    std::string user_id;
    std::string username;
};

/// Issues and verifies access tokens. Safe to use from any thread. A verified token is remembered until it expires, up
/// to a bounded number, so that its signature is checked once.
class AccessTokens
{
  public:
    /// Throws std::runtime_error with a message for the operator when a key cannot be used.
    AccessTokens(const std::vector<SigningKeyPem>& keys, std::chrono::seconds lifetime);
    ~AccessTokens();

    std::chrono::seconds lifetime() const;

    /// A signed JWT (`typ` at+jwt). `issuer` is the base URL of the token request with a trailing slash.
    std::string issue(const AccessClaims& claims, std::string_view issuer, Timestamp now, Random& random) const;

    /// An OpenID Connect id token for the same bearer.
    std::string issue_id_token(const AccessClaims& claims, std::string_view issuer, Timestamp now) const;

    /// Who bears the token; absent when the signature, the type, the issuer or the time is wrong.
    std::optional<Caller> verify(std::string_view token, std::string_view issuer, Timestamp now) const;

    /// The public keys as a JWK set.
    const std::string& jwks() const;
    /// The algorithm of the signing key, such as `ES256`.
    std::string_view algorithm() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace backbone
