#include <string>

#include <catch2/catch.hpp>

#include "http/request_reader.hpp"
#include "unit/http/support.hpp"

using namespace backbone;
using backbone::http::BodyBudget;
using backbone::http::LimitOptions;
using backbone::http::RequestReader;
using Stage = RequestReader::Stage;

namespace {

/// A reader that is fed as a connection feeds it: `piece` bytes at a time.
struct Reading
{
    LimitOptions limits;
    BodyBudget budget{1 << 20};
    RequestReader reader{limits, budget};
    Request request;
    std::string rest;
    bool keeps_body = true;

    Stage read(std::string_view bytes, std::size_t piece = std::string::npos)
    {
        rest.clear();
        request = Request();
        reader.start(request);
        bool has_chosen = false;
        do {
            const std::size_t size = std::min(piece, bytes.size());
            rest += bytes.substr(0, size);
            bytes.remove_prefix(size);
            for (std::size_t used = 1;
                 used > 0 && reader.stage() != Stage::complete && reader.stage() != Stage::refused;) {
                if (reader.stage() == Stage::body && !has_chosen) {
                    has_chosen = true;
                    if (keeps_body) reader.keep_body();
                }
                used = reader.put(rest);
                rest.erase(0, used);
                if (reader.stage() == Stage::body && !has_chosen) used = 1;
            }
        } while (!bytes.empty() && reader.stage() != Stage::complete && reader.stage() != Stage::refused);
        return reader.stage();
    }
};

}  // namespace

TEST_CASE("A request is read, in whatever pieces it comes", "[http]")
{
    const std::size_t piece = GENERATE(1U, 2U, 3U, 7U, 1000U);
    Reading reading;
    REQUIRE(reading.read(
                "\r\nPOST /api/v2/Tokens?a=b HTTP/1.1\r\nHost: backbone.example\r\ncontent-length: 5\r\nX-Empty:\r\n"
                "X-Blanks: \t a b \t\r\n\r\nhelloGET /",
                piece) == Stage::complete);
    CHECK(reading.request.method == "POST");
    CHECK(reading.request.path == "/api/v2/Tokens");
    CHECK(reading.request.query_string == "a=b");
    CHECK(reading.request.body == "hello");
    CHECK(reading.request.header("X-EMPTY") == "");
    CHECK(reading.request.header("x-blanks") == "a b");
    CHECK(reading.reader.host() == "backbone.example");
    CHECK(reading.reader.wants_keep_alive());
    CHECK(reading.reader.body_bytes() == 5);
}

TEST_CASE("A chunked body is put together", "[http]")
{
    const std::size_t piece = GENERATE(1U, 4U, 1000U);
    Reading reading;
    REQUIRE(reading.read("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: Chunked\r\n\r\n"
                         "5;x=y\r\nhello\r\n1\r\n \r\n005\r\nworld\r\n0\r\nX-Trailer: 1\r\n\r\n",
                         piece) == Stage::complete);
    CHECK(reading.request.body == "hello world");
    CHECK_FALSE(reading.reader.content_length());
    CHECK_FALSE(reading.request.header("X-Trailer"));
}

TEST_CASE("A body that nobody wants is dropped", "[http]")
{
    Reading reading;
    reading.keeps_body = false;
    CHECK(reading.read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello") == Stage::complete);
    CHECK(reading.request.body.empty());
    CHECK(reading.reader.body_bytes() == 5);
    CHECK(reading.budget.used() == 0);
}

TEST_CASE("Malformed and ambiguous requests are refused", "[http]")
{
    const auto [bytes, status] = GENERATE(table<std::string, int>({
        {"HELLO\r\n\r\n", 400},
        {"GET /\r\n\r\n", 400},
        {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET api HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET http:// HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX Y: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: a\x01\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: abc\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5, 5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0x5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:\r\n chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \"chunked\"\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding : chunked\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n Host: a\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\n\r\n", 400},
        {"GET / HTTP/1.1\r\nHost: a\rX: b\r\n\r\n", 400},
        {"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nz\r\nabc", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nhello", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n10000000000000000\r\nhello", 400},
        {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", 400},
    }));
    CAPTURE(bytes);
    Reading reading;
    CHECK(reading.read(bytes) == Stage::refused);
    CHECK(reading.reader.refusal() == status);
}

TEST_CASE("The request line and the header are limited", "[http]")
{
    Reading reading;
    reading.limits.request_line_bytes = 50;
    reading.limits.header_bytes = 200;
    reading.limits.header_fields = 5;
    const std::size_t piece = GENERATE(1U, 60U, 100'000U);
    const auto refusal_of = [&](const std::string& bytes) {
        return reading.read(bytes, piece) == Stage::refused ? reading.reader.refusal() : 0;
    };
    const std::string end = " HTTP/1.1\r\nHost: a\r\n\r\n";

    CHECK(refusal_of("GET /" + std::string(34, 'a') + end) == 0);
    CHECK(refusal_of("GET /" + std::string(37, 'a') + end) == 414);
    CHECK(refusal_of("GET /" + std::string(10'000, 'a') + end) == 414);
    CHECK(refusal_of("GET /" + std::string(10'000, 'a')) == 414);
    CHECK(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(150, 'a') + "\r\n\r\n") == 0);
    CHECK(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(250, 'a') + "\r\n\r\n") == 431);
    CHECK(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(10'000, 'a')) == 431);
    CHECK(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\n\r\n") == 0);
    CHECK(refusal_of("GET / HTTP/1.1\r\nHost: a\r\nB: 1\r\nC: 1\r\nD: 1\r\nE: 1\r\nF: 1\r\n\r\n") == 431);

    const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    CHECK(refusal_of(chunked + "1;" + std::string(1000, 'x')) == 431);
    CHECK(refusal_of(chunked + "0\r\n" + "A: " + std::string(1000, 'x')) == 431);
}

TEST_CASE("A body above the limit is marked and not kept", "[http]")
{
    Reading reading;
    reading.limits.body_bytes = 10;
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\n";

    SECTION("declared")
    {
        CHECK(reading.read(head + "Content-Length: 11\r\n\r\n") == Stage::body);
        CHECK(reading.request.body_too_large);
    }
    SECTION("chunked")
    {
        CHECK(reading.read(head + "Transfer-Encoding: chunked\r\n\r\n6\r\nhello \r\n5\r\nworld\r\n0\r\n\r\n") ==
              Stage::complete);
        CHECK(reading.request.body_too_large);
        CHECK(reading.request.body.empty());
    }
    SECTION("just small enough")
    {
        CHECK(reading.read(head + "Content-Length: 10\r\n\r\n0123456789") == Stage::complete);
        CHECK_FALSE(reading.request.body_too_large);
        CHECK(reading.request.body == "0123456789");
    }
}

TEST_CASE("The memory of all bodies is limited, and given back", "[http]")
{
    LimitOptions limits;
    BodyBudget budget(1000);
    const std::string head = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 600\r\n\r\n";
    const auto feed = [&](RequestReader& reader, Request& request) {
        reader.start(request);
        reader.put(head);
        reader.keep_body();
        reader.put(std::string(600, 'x'));
        return reader.stage();
    };
    Request first_request;
    Request second_request;
    RequestReader second(limits, budget);
    {
        RequestReader first(limits, budget);
        CHECK(feed(first, first_request) == Stage::complete);
        CHECK(feed(second, second_request) == Stage::refused);
        CHECK(second.refusal() == 503);
    }
    CHECK(feed(second, second_request) == Stage::complete);
    second_request = Request();
    second.start(second_request);
    CHECK(budget.used() == 0);
}

TEST_CASE("An announced length takes no memory before the body comes", "[http]")
{
    Reading reading;
    reading.read("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 20000000\r\n\r\nx");
    CHECK(reading.budget.used() <= 64 * 1024);
}

TEST_CASE("The host of an absolute request target counts more than the Host header", "[http]")
{
    Reading reading;
    REQUIRE(reading.read("GET http://one.example/x?y HTTP/1.1\r\nHost: two.example\r\n\r\n") == Stage::complete);
    CHECK(reading.reader.host() == "one.example");
    CHECK(reading.request.path == "/x");
}

TEST_CASE("Who wants the connection to end says so", "[http]")
{
    const auto [bytes, keeps] = GENERATE(table<std::string, bool>({
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", true},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n", false},
        {"GET / HTTP/1.1\r\nHost: a\r\nConnection: te, close\r\n\r\n", false},
        {"GET / HTTP/1.0\r\n\r\n", false},
        {"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n", false},
    }));
    CAPTURE(bytes);
    Reading reading;
    REQUIRE(reading.read(bytes) == Stage::complete);
    CHECK(reading.reader.wants_keep_alive() == keeps);
}
