#pragma once

#include <memory>
#include <string>

#include <cjose/jwk.h>

#include <backbone/base64url.hpp>

namespace backbone {

/// Makes a C library's free function a deleter of std::unique_ptr.
template <auto Free>
struct FreedBy
{
    template <class T>
    void operator()(T* object) const
    {
        Free(object);
    }
};

using JsonWebKey = std::unique_ptr<cjose_jwk_t, FreedBy<cjose_jwk_release>>;

/// What the PEM text of a signing key says.
struct PemKey
{
    JsonWebKey jwk;
    std::string algorithm;  ///< RS256 or ES256
    /// SHA-1 of the certificate, or where there is none of the public key: names the key, protects nothing.
    Bytes thumbprint;
    /// In DER; empty when the text holds none.
    Bytes certificate;
};

/// Reads a private key (RSA of at least 2048 bits, or EC P-256; not encrypted), and the certificate that may stand in
/// the same text. Throws std::runtime_error with a message for the operator when the key cannot be used.
PemKey read_pem_key(const std::string& pem);

}  // namespace backbone
