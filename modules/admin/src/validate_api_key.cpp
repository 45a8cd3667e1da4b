#include <backbone/input.hpp>

#include "use_cases.hpp"

namespace backbone::admin {
namespace {

struct Input
{
    std::optional<std::string> api_key;
};

constexpr auto kInput = input::from<Input>(input::member("apiKey", &Input::api_key));

/// Here alone no body at all counts as an empty one (docs/protocol/admin.md §1.3).
bool has_no_body(const Request& request)
{
    return request.body.empty() && !request.body_too_large;
}

struct Validity
{
    bool is_valid;
};

void write_json(JsonWriter& json, const Validity& validity)
{
    json.object([&] { json.member("isValid", validity.is_valid); });
}

Response unsupported(const Request& request)
{
    Response response{.status = 415, .content_type = "application/problem+json; charset=utf-8"};
    JsonWriter json(response.body);
    json.object([&] {
        json.member("type", "https://tools.ietf.org/html/rfc9110#section-15.5.16");
        json.member("title", "Unsupported Media Type");
        json.member("status", 415);
        json.member("traceId", request.trace_id);
    });
    return response;
}

}  // namespace

// POST /api/v1/ValidateApiKey (docs/protocol/admin.md §3.2)
Response validate_api_key(Operators& operators, const Request& request, Context& context)
{
    Input input;
    try {
        if (!has_no_body(request)) input = kInput.read(request, context, input::Body::optional_or_null);
    } catch (const UnsupportedMediaType&) {
        return unsupported(request);
    }
    const auto judgement = operators.judge(input.api_key.value_or(""), request.client_address, context.now());
    if (judgement.verdict == Operators::Verdict::too_many_attempts) {
        return {.status = 429, .headers = {{"Retry-After", std::to_string(judgement.retry_after.count())}}};
    }
    return json_response(200, Validity{judgement.verdict == Operators::Verdict::known});
}

}  // namespace backbone::admin
