#pragma once

#include <functional>
#include <optional>

#include <backbone/access_tokens.hpp>
#include <backbone/context.hpp>
#include <backbone/operators.hpp>
#include <backbone/registry.hpp>
#include <backbone/request.hpp>
#include <backbone/response.hpp>

namespace backbone::http {

/// What a guard found out about a request.
struct Admission
{
    std::optional<Caller> caller;
    /// The answer to somebody who may not enter.
    std::optional<Response> refusal;
    /// The name of the key that let the request in.
    std::string operator_name{};
    /// Where the body decides: the answer to somebody who may not enter with it.
    std::function<std::optional<Response>(const Request&)> refuse_by_body{};
};

/// Decides, before the body is read, who may use a route. Each listener has one. Must be quick and not block: it runs
/// on the threads that serve the sockets.
using Guard = std::function<Admission(const Route&, const Request&)>;

/// Lets callers in by their bearer token, as Route::access demands (docs/protocol/http-and-auth.md §13.4, §13.5).
Guard guard_by_access_token(const AccessTokens& tokens, const Clock& clock);

/// Lets operators in by their key and the XSRF pair, as Route::access demands (docs/protocol/admin.md §2.1, §2.2).
Guard guard_by_api_key(Operators& operators, const Clock& clock);

}  // namespace backbone::http
