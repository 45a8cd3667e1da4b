#include "use_cases.hpp"

namespace backbone::admin {
namespace {

/// The token is JSON only for who takes nothing else.
bool wants_json(const Request& request)
{
    return request.header("Accept") == "application/json";
}

}  // namespace

// GET /api/v1/xsrf (docs/protocol/admin.md §3.1)
Response get_xsrf_pair(const Operators& operators, const Request& request, Context& context)
{
    const auto pair = operators.xsrf_pair(request, !context.operator_name().empty(), context.random());
    Response response;
    if (wants_json(request)) {
        response = json_response(200, pair.token);
    } else {
        response = {.content_type = "text/plain; charset=utf-8", .body = pair.token};
    }
    response.headers = {{"Cache-Control", "no-cache, no-store"}, {"Pragma", "no-cache"}};
    if (pair.cookie_is_new) {
        response.headers.push_back(
            {"Set-Cookie", std::string(kXsrfCookie) + "=" + pair.cookie + "; path=/; samesite=strict"});
    }
    return response;
}

}  // namespace backbone::admin
