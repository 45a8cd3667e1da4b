#include "http/response_head.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <ctime>
#include <utility>

#include <fmt/format.h>

#include "http/cors.hpp"

namespace backbone::http {
namespace {

constexpr std::string_view kSecurityHeaders =
    "Strict-Transport-Security: max-age=5184000; includeSubDomains\r\n"
    "X-Frame-Options: Deny\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: strict-origin-when-cross-origin\r\n"
    "Content-Security-Policy: object-src 'none'; form-action 'self'; frame-ancestors 'none'\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Embedder-Policy: credentialless\r\n"
    "Cross-Origin-Resource-Policy: same-site\r\n";

constexpr auto kReasons = std::to_array<std::pair<int, std::string_view>>({
    {200, "OK"},
    {201, "Created"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {408, "Request Timeout"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {500, "Internal Server Error"},
    {503, "Service Unavailable"},
    {505, "HTTP Version Not Supported"},
});

/// Empty for a status that nobody should send; clients ignore the text anyway.
std::string_view reason_of(int status)
{
    const auto reason = std::ranges::find(kReasons, status, &std::pair<int, std::string_view>::first);
    return reason == kReasons.end() ? std::string_view() : reason->second;
}

void append_status_line(std::string& head, int status)
{
    fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\n", status, reason_of(status));
}

/// RFC 9110 §8.6: such an answer has no body, and must not tell a length.
bool has_no_length(int status)
{
    return status == 204 || status == 304;
}

/// docs/protocol/http-and-auth.md §2, step 4: it comes without the headers of the API, as from the recorded server.
bool is_stylesheet_of_pages(const Request& request, const Response& response)
{
    const bool is_stylesheet = response.status == 200 && response.content_type.starts_with("text/css");
    return request.path == "/style/style.css" && (is_stylesheet || response.status == 304);
}

}  // namespace

void append_header(std::string& head, std::string_view name, std::string_view value)
{
    head.append(name).append(": ");
    const std::size_t start = head.size();
    head.append(value);
    std::replace_if(
        head.begin() + static_cast<std::ptrdiff_t>(start), head.end(),
        [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
    head.append("\r\n");
}

std::string_view DateHeader::at(Timestamp now)
{
    if (now.seconds() == second_) return text_;
    constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    second_ = now.seconds();
    const std::time_t time = second_;
    std::tm parts{};
    gmtime_r(&time, &parts);
    text_ = fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[static_cast<std::size_t>(parts.tm_wday)],
                        parts.tm_mday, kMonths[static_cast<std::size_t>(parts.tm_mon)], parts.tm_year + 1900,
                        parts.tm_hour, parts.tm_min, parts.tm_sec);
    return text_;
}

void ResponseHead::append_to(std::string& head, const Response& response) const
{
    append_status_line(head, response.status);
    append_header(head, "Date", date);
    if (!response.content_type.empty()) append_header(head, "Content-Type", response.content_type);
    if (!has_no_length(response.status)) {
        fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.length());
    }
    if (closes_connection) append_header(head, "Connection", "close");
    for (const Header& header : response.headers) append_header(head, header.name, header.value);
    cors.append_headers(request, head);
    if (!is_stylesheet_of_pages(request, response)) append_headers_of_api(head, response);
    head.append("\r\n");
}

void ResponseHead::append_headers_of_api(std::string& head, const Response& response) const
{
    append_header(head, "X-Request-Time", began.to_string());
    append_header(head, "X-Response-Time", now.to_string());
    const auto duration = std::chrono::floor<std::chrono::milliseconds>(std::max(now - began, Duration::zero()));
    fmt::format_to(std::back_inserter(head), "X-Response-Duration-ms: {}\r\n", duration.count());
    append_header(head, "X-Trace-Id", request.trace_id);
    // docs/protocol/http-and-auth.md §18: the one answer without it.
    if (response.status != 304) append_header(head, "X-Correlation-ID", request.correlation_id);
    head.append(kSecurityHeaders);
}

void append_refusal(std::string& head, int status, std::string_view date)
{
    append_status_line(head, status);
    append_header(head, "Date", date);
    head.append("Content-Length: 0\r\nConnection: close\r\n");
    if (status == 503) append_header(head, "Retry-After", "1");
    head.append("\r\n");
}

}  // namespace backbone::http
