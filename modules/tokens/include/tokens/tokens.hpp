#pragma once

#include <string_view>

#include <backbone/database.hpp>
#include <tokens/events.hpp>

/// What the operator does with tokens (docs/protocol/tokens.md §7).
namespace backbone::tokens {

/// Forgets the wrong passwords that were given for the token, which unlocks it, and notes who did it (audit.hpp).
/// Throws Error 404 when there is none.
void reset_failed_attempts(Transaction& tx, std::string_view operator_name, const TokenId& id);

}  // namespace backbone::tokens
