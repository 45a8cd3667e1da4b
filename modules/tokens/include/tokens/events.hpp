#pragma once

#include <optional>

#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>

namespace backbone::tokens {

using TokenId = Id<"TOK">;

/// Too many wrong passwords: nobody but its creator and those who already read it can read the token any more.
/// Raised once each time that a token becomes locked, which it can again after an operator has unlocked it.
/// Source: docs/protocol/tokens.md §6.
struct TokenLocked
{
    TokenId token;
    std::optional<IdentityAddress> created_by;
};

}  // namespace backbone::tokens
