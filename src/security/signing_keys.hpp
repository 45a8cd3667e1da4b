#pragma once

#include <filesystem>
#include <string>

#include <backbone/access_tokens.hpp>

namespace backbone {

/// A key as the operator configures it: the PEM text itself, or the name of a file that holds it.
/// Throws std::runtime_error with a message for the operator when the file cannot be read. Whether the text is a usable
/// key shows when AccessTokens takes it.
SigningKeyPem configured_signing_key(const std::string& text_or_file);

/// The key of a development server that has none configured: kept in `signing-key.pem` in this folder, readable for its
/// owner only, and made at the first start. Servers that start at the same time get the same one. Throws
/// std::runtime_error with a message for the operator.
SigningKeyPem development_signing_key(const std::filesystem::path& folder);

}  // namespace backbone
