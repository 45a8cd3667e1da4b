#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <cjose/header.h>
#include <boost/json/object.hpp>

#include <backbone/access_tokens.hpp>

#include "security/pem_key.hpp"

namespace backbone {

/// A key that signs and verifies tokens (JWS in compact form). Safe to use from any thread: cjose and OpenSSL only read
/// the key and the headers, and count references to the latter atomically.
class TokenKey
{
  public:
    /// Throws std::runtime_error with a message for the operator when the key cannot be used.
    explicit TokenKey(const SigningKeyPem& pem);

    const std::string& algorithm() const { return key_.algorithm; }

    /// The public key as a member of a JWK set (docs/protocol/http-and-auth.md §13.2).
    boost::json::object public_key() const;

    /// A token with these claims, which are the text of a JSON object.
    std::string sign_access_token(std::string_view claims) const { return sign(access_header_.get(), claims); }
    std::string sign_id_token(std::string_view claims) const { return sign(id_header_.get(), claims); }

    /// Whether the token could be an access token of this key: a cheap test before everything else. It compares the
    /// whole header with the one that this key writes. So type, algorithm and key id are right, and whatever else a
    /// stranger may put into a header is never looked at.
    bool may_have_signed(std::string_view token) const;

    /// The claims if the signature is right. Only for tokens that may_have_signed() let pass.
    std::optional<std::string> verified_claims(std::string_view token) const;

  private:
    using Header = std::unique_ptr<cjose_header_t, FreedBy<cjose_header_release>>;

    Header make_header(const char* type) const;
    std::string sign(cjose_header_t* header, std::string_view claims) const;

    PemKey key_;
    std::string key_id_;
    Header access_header_;
    Header id_header_;
    std::string encoded_access_header_;  ///< with the dot behind it
    std::size_t encoded_signature_size_ = 0;
};

}  // namespace backbone
