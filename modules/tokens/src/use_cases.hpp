#pragma once

#include <backbone/registry.hpp>

namespace backbone::tokens {

Response create_token(const Request& request, Context& context);
Response get_token(const Request& request, Context& context);
Response list_tokens(const Request& request, Context& context);
Response update_token_content(const Request& request, Context& context);
Response delete_token(const Request& request, Context& context);

// Of the Admin API
Response list_created_tokens(const Request& request, Context& context);
Response reset_access_failed_count(const Request& request, Context& context);

}  // namespace backbone::tokens
