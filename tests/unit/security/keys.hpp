#pragma once

#include <string>

namespace backbone::test::security {

/// Private keys in PEM, made anew for each call.
std::string p256_key();
std::string ec_key(const char* curve);
std::string rsa_key(unsigned bits = 2048);
std::string ed25519_key();

/// The same key in another form.
std::string encrypted(const std::string& key);
std::string in_sec1_form(const std::string& ec_key);
std::string public_part(const std::string& key);

/// A certificate for the key, signed by itself, in PEM.
std::string certificate_of(const std::string& key);
/// Its SHA-1 in upper-case hex.
std::string thumbprint_of(const std::string& certificate);

/// The raw RS256 or RS512 signature of the text.
std::string rsa_signature(const std::string& key, const std::string& text, const char* digest = "SHA256");
/// Whether `signature` (r and s, 32 bytes each) is one of the text.
bool is_p256_signature(const std::string& key, const std::string& text, const std::string& signature);

}  // namespace backbone::test::security
