#pragma once

#include "token.hpp"

namespace backbone::tokens {

/// What is thrown at someone who may not open a token (docs/protocol/tokens.md §2, §5).
Error locked_error();

/// Counts the wrong password, and locks the token when it was one too many; answers what is to be thrown.
Error refuse_wrong_password(Context& context, const TokenId& id);

}  // namespace backbone::tokens
