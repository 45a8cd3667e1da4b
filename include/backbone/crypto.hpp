#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace backbone {

using Sha256Digest = std::array<std::byte, 32>;
using Sha512Digest = std::array<std::byte, 64>;

std::span<const std::byte> as_bytes(std::string_view text);

Sha256Digest sha256(std::span<const std::byte> bytes);
Sha512Digest sha512(std::span<const std::byte> bytes);
Sha256Digest hmac_sha256(std::span<const std::byte> key, std::span<const std::byte> message);

/// PBKDF2-HMAC-SHA256 with a key of 32 bytes.
Sha256Digest pbkdf2_sha256(std::string_view password, std::span<const std::byte> salt, unsigned iterations);

/// Verifies a pure Ed25519 signature (RFC 8032). False as well when the key is not of 32 or the signature not of 64
/// bytes.
bool verify_ed25519(std::span<const std::byte> public_key, std::span<const std::byte> message,
                    std::span<const std::byte> signature);

/// Lower-case hex.
std::string to_hex(std::span<const std::byte> bytes);

}  // namespace backbone
