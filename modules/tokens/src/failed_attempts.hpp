#pragma once

#include "token.hpp"

namespace backbone::tokens {

/// What someone gets who opens a locked token.
Error locked_error();

/// Counts a wrong password, and locks the token when it was one too many; answers what is to be thrown, since the count
/// must stay. Source: docs/protocol/tokens.md §2 step 6, §5 step 5.
Error count_failed_attempt(Context& context, const TokenId& id);

}  // namespace backbone::tokens
