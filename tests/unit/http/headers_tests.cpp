#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "http/cors.hpp"
#include "http/ip_address.hpp"
#include "http/origin.hpp"
#include "http/request_ids.hpp"
#include "http/response_head.hpp"
#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::http;
using backbone::test::http::request;

namespace {

/// The header lines that CORS adds to the answer.
std::string cors_headers(const CorsOptions& options, std::vector<Header> headers, std::string method = "GET")
{
    std::string head;
    Cors(options).append_headers(request(std::move(method), "/", std::move(headers)), head);
    return head;
}

const CorsOptions kTwoOrigins{.allowed_origins = {"http://localhost:8080", "nmshd://prod"},
                              .exposed_headers = {"A", "B"}};

std::string base_url(std::vector<Header> headers, bool is_trusted, bool uses_tls = false,
                     std::string_view host = "own.example")
{
    Request made = request("GET", "/", std::move(headers));
    set_base_url(made, host, {"10.0.0.1", is_trusted, uses_tls, "127.0.0.1:8080"});
    return made.base_url;
}

std::string correlation_id(std::vector<Header> headers)
{
    SystemRandom random;
    return correlation_id_of(request("GET", "/", std::move(headers)), random);
}

}  // namespace

TEST_CASE("A preflight is answered for allowed origins", "[http]")
{
    const Cors cors(kTwoOrigins);
    const auto preflight = [&](std::string origin, std::vector<Header> more) {
        more.push_back({"origin", std::move(origin)});
        return cors.preflight(request("OPTIONS", "/api/v2/Tokens", std::move(more)));
    };
    const auto allowed = preflight("nmshd://prod", {{"Access-Control-Request-Method", "POST"},
                                                    {"Access-Control-Request-Headers", "authorization,x-y"}});
    REQUIRE(allowed);
    CHECK(allowed->status == 204);
    REQUIRE(allowed->headers.size() == 2);
    CHECK(allowed->headers[0].value == "POST");
    CHECK(allowed->headers[1].value == "authorization,x-y");

    const auto foreign = preflight("NMSHD://prod", {{"Access-Control-Request-Method", "POST"}});
    REQUIRE(foreign);
    CHECK(foreign->status == 204);
    CHECK(foreign->headers.empty());

    CHECK_FALSE(preflight("nmshd://prod", {}));
    CHECK_FALSE(cors.preflight(request("OPTIONS", "/", {{"Access-Control-Request-Method", "POST"}})));
    CHECK_FALSE(
        cors.preflight(request("GET", "/", {{"Origin", "nmshd://prod"}, {"Access-Control-Request-Method", "POST"}})));
    CHECK_FALSE(
        Cors({}).preflight(request("OPTIONS", "/", {{"Origin", "x"}, {"Access-Control-Request-Method", "POST"}})));
}

TEST_CASE("Answers to allowed origins carry the CORS headers", "[http]")
{
    CHECK(cors_headers(kTwoOrigins, {{"Origin", "nmshd://prod"}}) ==
          "Access-Control-Allow-Origin: nmshd://prod\r\nVary: Origin\r\nAccess-Control-Expose-Headers: A,B\r\n");
    CHECK(cors_headers(kTwoOrigins, {{"Origin", "nmshd://prod"}, {"Access-Control-Request-Method", "GET"}},
                       "OPTIONS") == "Access-Control-Allow-Origin: nmshd://prod\r\nVary: Origin\r\n");
    CHECK(cors_headers(kTwoOrigins, {{"Origin", "null"}}).empty());
    CHECK(cors_headers(kTwoOrigins, {}).empty());
    CHECK(cors_headers({.allowed_origins = {"*"}}, {{"Origin", "https://any.example"}}) ==
          "Access-Control-Allow-Origin: *\r\n");
    CHECK(cors_headers({.allowed_origins = {"a", "*"}}, {{"Origin", "b"}}).empty());
    CHECK(cors_headers({.allow_credentials = true}, {}) == "Access-Control-Allow-Credentials: true\r\n");
    CHECK(cors_headers({}, {{"Origin", "a"}}).empty());
}

TEST_CASE("Forwarded headers of a trusted proxy make the base URL", "[http]")
{
    const auto forwarded = GENERATE(values<std::pair<std::vector<Header>, std::string>>({
        {std::vector<Header>(), "http://own.example"},
        {{{"X-Forwarded-Host", "backbone.example"}}, "http://backbone.example"},
        {{{"X-Forwarded-Proto", "https"}}, "https://own.example"},
        {{{"x-forwarded-proto", "HTTPS"}, {"x-forwarded-host", "a.example:8443"}}, "https://a.example:8443"},
        {{{"X-Forwarded-Host", "a.example, b.example"}}, "http://b.example"},
        {{{"X-Forwarded-Host", "a.example"}, {"X-Forwarded-Host", "b.example"}}, "http://b.example"},
        {{{"X-Forwarded-Proto", "http, https"}}, "https://own.example"},
        {{{"X-Forwarded-Proto", "gopher"}, {"X-Forwarded-Host", ""}}, "http://own.example"},
        {{{"X-Forwarded-Host", "a/b"}}, "http://own.example"},
        {{{"X-Forwarded-Prefix", "/base"}}, "http://own.example"},
    }));
    const auto& [headers, expected] = forwarded;
    CHECK(base_url(headers, true) == expected);
    CHECK(base_url(headers, false) == "http://own.example");
}

TEST_CASE("The base URL tells of TLS, and falls back to our own address", "[http]")
{
    CHECK(base_url({}, false, true) == "https://own.example");
    CHECK(base_url({}, false, false, "") == "http://127.0.0.1:8080");
}

TEST_CASE("The client's address is the last one that a trusted proxy forwarded", "[http]")
{
    const Request made = request("GET", "/", {{"X-Forwarded-For", "1.2.3.4, 2001:db8::1"}});
    CHECK(client_address(made, {"10.0.0.1", true, false, ""}) == "2001:db8::1");
    CHECK(client_address(made, {"10.0.0.1", false, false, ""}) == "10.0.0.1");
    CHECK(client_address(request("GET", "/", {{"X-Forwarded-For", "x\ny"}}), {"10.0.0.1", true, false, ""}) ==
          "10.0.0.1");
}

TEST_CASE("A correlation id is taken from the request, or made", "[http]")
{
    CHECK(correlation_id({{"x-correlation-id", "my-id"}}) == "my-id");
    CHECK(correlation_id({{"X-Correlation-ID", "first"}, {"X-Correlation-ID", "second"}}) == "first");
    CHECK(correlation_id({{"X-Correlation-ID", "  a b;c,d\"e/\t"}}) == "a b;c,d\"e/");
    CHECK(correlation_id({{"X-Correlation-ID", std::string(100, 'b') + "c"}}) == std::string(100, 'b'));
    CHECK(correlation_id({{"X-Correlation-ID",
                           "a\xc3\xbc\x7f"
                           "b"}}) == "ab");
    for (const char* none : {"", "   "}) {
        const std::string made = correlation_id({{"X-Correlation-ID", none}});
        CHECK_THAT(made, Catch::Matches("[0-9a-f]{32}"));
        CHECK(made != correlation_id({}));
    }
}

TEST_CASE("The trace ids of a connection differ in their number", "[http]")
{
    SystemRandom random;
    TraceIds ids(random);
    const std::string first = ids.next();
    const std::string second = ids.next();
    CHECK_THAT(first, Catch::Matches("[0-9a-f]+:00000001"));
    CHECK(second == first.substr(0, first.find(':')) + ":00000002");
}

TEST_CASE("Addresses are in the ranges that hold them", "[http]")
{
    const AddressRanges ranges({"10.0.0.0/8", "192.168.1.1", "fd00::/8", "::1"});
    const auto contains = [&](std::string_view text) { return ranges.contains(IpAddress::parse(text).value()); };
    for (const char* inside : {"10.1.2.3", "192.168.1.1", "fd12::1", "::1", "::ffff:10.0.0.1"}) CHECK(contains(inside));
    for (const char* outside : {"11.0.0.0", "192.168.1.2", "fe80::1", "::2", "::a00:1"}) CHECK_FALSE(contains(outside));
    for (const char* bad : {"", "10.0.0.0/33", "x", "10.0.0.0/", "10.0.0.0/8x", "fd00::/129", "10.0.0.0/-1"}) {
        CHECK_THROWS(AddressRanges({bad}));
    }
    CHECK(AddressRanges({"0.0.0.0/0"}).contains(*IpAddress::parse("1.2.3.4")));
    CHECK_FALSE(AddressRanges({"0.0.0.0/0"}).contains(*IpAddress::parse("::1")));
}

TEST_CASE("A header value cannot start another line", "[http]")
{
    std::string head;
    append_header(head, "Location", "a\r\nX: b");
    CHECK(head == "Location: a  X: b\r\n");
}

TEST_CASE("All answers but the stylesheet of the pages have the headers of the API", "[http]")
{
    const Cors cors({});
    const auto head_of = [&](std::string path, int status, std::string content_type) {
        const Request made = request("GET", std::move(path), {});
        std::string head;
        ResponseHead{made, cors, "today", Timestamp(), Timestamp(), false}.append_to(
            head, {.status = status, .content_type = std::move(content_type), .body = "x"});
        return head;
    };

    const auto [path, status, content_type] = GENERATE(table<std::string, int, std::string>({
        {"/assets/style.css", 200, "text/css"},
        {"/style/x", 404, ""},
        {"/style/style.css", 405, ""},
        {"/style/style.css", 200, "text/html"},  // where a page answers what no route does
        {"/style/x", 304, ""},
    }));
    INFO(path << " " << status);
    for (const char* name : {"X-Request-Time: ", "X-Trace-Id: ", "Strict-Transport-Security: "}) {
        CHECK_THAT(head_of(path, status, content_type), Catch::Contains(name));
    }

    CHECK(head_of("/style/style.css", 200, "text/css; charset=utf-8") ==
          "HTTP/1.1 200 OK\r\nDate: today\r\nContent-Type: text/css; charset=utf-8\r\nContent-Length: 1\r\n\r\n");
    CHECK(head_of("/style/style.css", 304, "") == "HTTP/1.1 304 Not Modified\r\nDate: today\r\n\r\n");
}

TEST_CASE("The date of an answer is in the form of RFC 9110", "[http]")
{
    DateHeader date;
    CHECK(date.at(*Timestamp::parse("2026-11-01T09:05:03.999Z")) == "Sun, 01 Nov 2026 09:05:03 GMT");
    CHECK(date.at(*Timestamp::parse("2026-11-01T09:05:04.001Z")) == "Sun, 01 Nov 2026 09:05:04 GMT");
}
