#pragma once

#include <cstddef>
#include <span>
#include <string>

namespace backbone {

/// Base64 with the alphabet of RFC 4648 §4 and padding: the form of password hashes and of certificates in a JWK.
std::string standard_base64(std::span<const std::byte> bytes);

}  // namespace backbone
