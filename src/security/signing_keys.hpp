#pragma once

#include <filesystem>

#include <backbone/access_tokens.hpp>

namespace backbone {

/// The text of a key file. Throws std::runtime_error with a message for the operator when the file cannot be read;
/// whether it holds a usable key shows when AccessTokens takes it.
SigningKeyPem signing_key_in_file(const std::filesystem::path& file);

/// The key of a development server that has none configured: kept in `signing-key.pem` in this folder, readable for its
/// owner only, and made at the first start. Servers that start at the same time get the same one. Throws
/// std::runtime_error with a message for the operator.
SigningKeyPem development_signing_key(const std::filesystem::path& folder);

}  // namespace backbone
