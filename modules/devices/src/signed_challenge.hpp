#pragma once

#include <string>

#include <backbone/database.hpp>
#include <backbone/input.hpp>

namespace backbone::devices {

/// A challenge that a client signed with the key of an identity (docs/protocol/devices.md §3).
struct SignedChallenge
{
    /// JSON text; the signature covers exactly its bytes.
    std::string challenge;
    /// The JSON text `{"sig": …, "alg": …}`.
    Base64Url signature;
};

inline constexpr auto kSignedChallenge =
    input::from<SignedChallenge>(input::member("signature", &SignedChallenge::signature, not_empty()),
                                 input::member("challenge", &SignedChallenge::challenge, not_empty()));

/// The raw Ed25519 key in the JSON text `{"pub": …, "alg": …}`. Throws Error when it is not readable, longer than
/// 4096 bytes, or not of a key of 32 bytes.
Bytes raw_public_key(const Base64Url& public_key);

/// Throws Error when the signature is wrong, the challenge unknown, or expired, or a text is longer than 4096 bytes.
void verify(const SignedChallenge& signed_challenge, const Bytes& raw_public_key, Queries& queries, Timestamp now);

}  // namespace backbone::devices
