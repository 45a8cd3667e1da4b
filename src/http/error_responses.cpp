#include "http/error_responses.hpp"

#include <array>
#include <cstddef>

namespace backbone::http {
namespace {

/// No I, O and 0, which are easily misread.
constexpr std::string_view kErrorIdAlphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ123456789";
constexpr std::size_t kErrorIdLength = 17;

constexpr std::string_view kProblemType = "https://tools.ietf.org/html/rfc9110#section-15.5.16";
constexpr std::string_view kInvalidToken =
    R"(Bearer error="invalid_token", error_description="The specified token is invalid.", )"
    R"(error_uri="https://documentation.openiddict.com/errors/ID2004")";

std::string new_error_id(Random& random)
{
    std::array<std::byte, kErrorIdLength> bytes;
    random.fill(bytes);
    std::string id = "ERR";
    // The small bias of the remainder does not matter: an id only has to be found again in a log.
    for (const std::byte byte : bytes)
        id.push_back(kErrorIdAlphabet[std::to_integer<std::size_t>(byte) % kErrorIdAlphabet.size()]);
    return id;
}

std::string_view content_type_of(std::string_view code)
{
    // docs/protocol/http-and-auth.md §5.3: binding errors alone name the charset.
    return code == codes::kInputCannotBeParsed ? kJsonContentType : "application/json";
}

}  // namespace

Response error_response(const Error& error, Timestamp now, Random& random)
{
    Response response{.status = error.status(), .content_type = std::string(content_type_of(error.code()))};
    JsonWriter json(response.body);
    json.object([&] {
        json.key("error");
        json.object([&] {
            json.member("id", new_error_id(random));
            json.member("code", error.code());
            json.member("message", error.message());
            json.member("docs", "");
            json.member("time", now);
            json.key("data");
            json.raw(error.data().empty() ? "null" : std::string_view(error.data()));
        });
    });
    return response;
}

Response unexpected_error(Timestamp now, Random& random)
{
    return error_response(Error(500, codes::kUnexpected, "An unexpected error occurred."), now, random);
}

Response unsupported_media_type(std::string_view trace_id)
{
    Response response{.status = 415, .content_type = std::string(kJsonContentType)};
    JsonWriter json(response.body);
    json.object([&] {
        json.member("type", kProblemType);
        json.member("title", "Unsupported Media Type");
        json.member("status", 415);
        json.member("traceId", trace_id);
    });
    return response;
}

Response invalid_xsrf_pair(std::string_view trace_id)
{
    Response response{.status = 400, .content_type = "application/problem+json; charset=utf-8"};
    JsonWriter json(response.body);
    json.object([&] {
        json.member("type", "https://tools.ietf.org/html/rfc9110#section-15.5.1");
        json.member("title", "Bad Request");
        json.member("status", 400);
        json.member("detail", "xsrf-token-may-be-invalid");
        json.member("traceId", trace_id);
    });
    return response;
}

Response too_many_attempts(std::chrono::seconds retry_after)
{
    return {.status = 429, .headers = {{"Retry-After", std::to_string(retry_after.count())}}};
}

Response unavailable()
{
    return {.status = 503, .headers = {{"Retry-After", "1"}}};
}

Response empty_response(int status)
{
    return {.status = status};
}

Response method_not_allowed(std::string allowed)
{
    return {.status = 405, .headers = {{"Allow", std::move(allowed)}}};
}

Response unauthorized(bool had_token)
{
    return {.status = 401,
            .headers = {{"WWW-Authenticate", std::string(had_token ? kInvalidToken : "Bearer")},
                        {"Cache-Control", "no-store"},
                        {"Pragma", "no-cache"},
                        {"Expires", "Thu, 01 Jan 1970 00:00:00 GMT"}}};
}

}  // namespace backbone::http
