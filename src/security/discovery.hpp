#pragma once

#include <backbone/access_tokens.hpp>
#include <backbone/registry.hpp>

namespace backbone {

/// Adds the documents that describe the token endpoint and its keys (docs/protocol/http-and-auth.md §13.2):
/// `/.well-known/openid-configuration`, `/.well-known/oauth-authorization-server` and `/.well-known/jwks`.
/// `tokens` must outlive the routes.
void register_discovery(Routes& routes, const AccessTokens& tokens);

}  // namespace backbone
