#pragma once

#include <functional>

#include "token_store.hpp"

namespace backbone::tokens {

/// Hands over a page of what the identity created, oldest first. However many and large the tokens are, only a few of
/// their contents are in memory at a time.
void for_each_created_token(Queries& queries, const IdentityAddress& creator, const Page& page,
                            const std::function<void(const Token&)>& visit);

}  // namespace backbone::tokens
