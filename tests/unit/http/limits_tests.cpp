#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::test::http;
using backbone::http::HttpOptions;
using namespace std::chrono_literals;

namespace {

/// A handler that waits until the test lets it go on.
class Gate
{
  public:
    Handler handler()
    {
        return [this](const Request&, Context&) {
            std::unique_lock lock(mutex_);
            ++inside_;
            changed_.notify_all();
            changed_.wait(lock, [&] { return is_open_; });
            return no_content();
        };
    }
    void wait_for(int visitors)
    {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return inside_ >= visitors; });
    }
    void open()
    {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        changed_.notify_all();
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int inside_ = 0;
    bool is_open_ = false;
};

Response report_body(const Request& request, Context&)
{
    return {.body = request.body_too_large ? "too large" : std::to_string(request.body.size())};
}

struct LimitedApi : TestApi
{
    Gate gate;
    HttpOptions options;

    LimitedApi()
    {
        routes.post("/body", anonymous, report_body);
        routes.post("/bodyless", anonymous, report_body, BodyUse::ignored);
        routes.post("/closed", identity_required, report_body);
        routes.get("/gate", anonymous, gate.handler());
        const auto answer_much = [](const Request&, Context&) {
            return Response{.body = std::string(20'000'000, 'x')};
        };
        routes.get("/large", anonymous, answer_much);
        routes.post("/large", anonymous, answer_much);
        routes.probe(
            "/health/live", [](const Request&, Context&) { return no_content(); }, true);
    }
};

std::string declared(std::string_view path, std::size_t length)
{
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) +
           "\r\n\r\n";
}

}  // namespace

TEST_CASE("What is no request is refused without a body, and the connection ends", "[http]")
{
    LimitedApi api;
    TestServer server(api, api.options);
    const auto [bytes, status] = GENERATE(table<std::string, int>({
        {"HELLO\r\n\r\n", 400},
        {"GET / HTTP/1.1\r\n\r\n", 400},
        {"GET / HTTP/3.0\r\nHost: a\r\n\r\n", 505},
        {declared("/body", 5) + "helloHELLO\r\n\r\n", 0},
        {"GET /?" + std::string(8300, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        {"GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(40'000, 'a') + "\r\n\r\n", 431},
    }));
    Client client(server.port());
    auto response = client.exchange(bytes);
    if (status == 0) {
        CHECK(response.status == 200);
        response = client.receive();
    }
    CHECK(response.status == (status == 0 ? 400 : status));
    CHECK(response.headers.at("content-length") == "0");
    CHECK(response.headers.at("connection") == "close");
    CHECK_FALSE(response.headers.contains("x-frame-options"));
    CHECK(client.is_closed_by_server());
}

TEST_CASE("A long request line and many headers are fine up to the limits", "[http]")
{
    LimitedApi api;
    TestServer server(api, api.options);
    Client client(server.port());
    CHECK(client.exchange(get("/health/live?x=" + std::string(8000, 'a'))).status == 204);
    CHECK(client.exchange(get("/health/live", "X: " + std::string(30'000, 'a') + "\r\n")).status == 204);
    std::string many;
    for (int i = 0; i < 95; ++i) many += "X-H" + std::to_string(i) + ": 1\r\n";
    CHECK(client.exchange(get("/health/live", many)).status == 204);
}

TEST_CASE("A body above the limit reaches the handler as too large", "[http]")
{
    LimitedApi api;
    api.options.limits.body_bytes = 1000;
    TestServer server(api, api.options);

    SECTION("when it is declared, without waiting for it")
    {
        Client client(server.port());
        const auto response = client.exchange(declared("/body", 1001));
        CHECK(response.body == "too large");
        CHECK(response.headers.at("connection") == "close");
        CHECK(client.is_closed_by_server());
    }
    SECTION("when it is chunked, as soon as it is")
    {
        Client client(server.port());
        const auto response =
            client.exchange("POST /body HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                            std::string(1001, 'x') + "\r\n");
        CHECK(response.body == "too large");
        CHECK(response.headers.at("connection") == "close");
    }
    SECTION("but not when it fits")
    {
        Client client(server.port());
        CHECK(client.exchange(post("/body", std::string(1000, 'x'))).body == "1000");
        CHECK(client.exchange(post("/body", "x")).body == "1");
    }
}

TEST_CASE("A body that nobody wants does not cost the answer", "[http]")
{
    LimitedApi api;
    api.options.limits.drained_bytes = 100'000;
    TestServer server(api, api.options);
    const auto [path, answer] =
        GENERATE(table<std::string, int>({{"/bodyless", 200}, {"/closed", 401}, {"/unknown", 404}, {"/gate", 405}}));

    Client huge(server.port());
    const auto cut = huge.exchange(declared(path, 100'000'000) + "abc");
    CHECK(cut.status == answer);
    CHECK(cut.headers.at("connection") == "close");
    CHECK(huge.is_closed_by_server());

    Client small(server.port());
    small.send(declared(path, 90'000) + "abc");
    const auto response = small.receive();
    CHECK(response.status == answer);
    CHECK_FALSE(response.headers.contains("connection"));
    small.send(std::string(90'000 - 3, 'x'));
    CHECK(small.exchange(post("/body", "12")).body == "2");

    Client chunked(server.port());
    const auto endless =
        chunked.exchange("POST " + path + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\n");
    CHECK(endless.status == answer);
    const std::string chunk = std::string(1000, 'x') + "\r\n3e8\r\n";
    bool is_cut = false;
    for (int i = 0; i < 100'000 && !is_cut; ++i) is_cut = !chunked.send(chunk);
    CHECK(is_cut);
}

TEST_CASE("Who sends a large body that nobody wants to its end sees the answer", "[http]")
{
    LimitedApi api;
    api.options.limits.drained_bytes = 1000;
    api.options.limits.body_bytes = 10'000'000;
    TestServer server(api, api.options);
    Client client(server.port());
    CHECK(client.send(declared("/closed", 10'000'000) + std::string(10'000'000, 'x')));
    CHECK(client.receive().status == 401);
    CHECK(client.is_closed_by_server());
}

TEST_CASE("The memory of answers is bounded, but who wrote something learns of it", "[http]")
{
    LimitedApi api;
    api.options.limits.buffered_body_bytes = 30'000'000;
    TestServer server(api, api.options);
    const std::string request = "GET /large HTTP/1.1\r\nHost: a\r\n\r\n";
    Client slow(server.port());
    slow.send(request);
    REQUIRE(eventually([&] { return server.server().load().buffered_body_bytes == 20'000'000; }));

    CHECK(Client(server.port()).exchange(request).status == 503);
    CHECK(Client(server.port()).exchange(post("/large", "")).body.size() == 20'000'000);

    CHECK(slow.receive().body.size() == 20'000'000);
    CHECK(eventually([&] { return server.server().load().buffered_body_bytes == 0; }));
    CHECK(Client(server.port()).exchange(request).status == 200);
}

TEST_CASE("The memory of waiting bodies is bounded", "[http]")
{
    LimitedApi api;
    api.options.limits.buffered_body_bytes = 50'000;
    api.options.consumer.cors.allowed_origins = {"https://app.example"};
    TestServer server(api, api.options);
    Client first(server.port());
    first.send(declared("/body", 40'000) + "x");
    REQUIRE(eventually([&] { return server.server().load().buffered_body_bytes > 30'000; }));

    Client second(server.port());
    const auto refused = second.exchange(
        "POST /body HTTP/1.1\r\nHost: a\r\nOrigin: https://app.example\r\n"
        "Content-Length: 20000\r\n\r\nx");
    CHECK(refused.status == 503);
    CHECK(refused.headers.at("retry-after") == "1");
    CHECK(refused.headers.at("connection") == "close");
    CHECK(refused.headers.at("access-control-allow-origin") == "https://app.example");
    CHECK(refused.headers.contains("x-correlation-id"));
    CHECK(refused.headers.contains("x-frame-options"));
    CHECK(server.requests().lines() == std::vector<std::string>{"POST /body 503"});
    CHECK(second.is_closed_by_server());

    first.send(std::string(39'999, 'x'));
    CHECK(first.receive().body == "40000");
    CHECK(eventually([&] { return server.server().load().buffered_body_bytes == 0; }));
}

TEST_CASE("Large bodies that come slowly leave room for small ones", "[http]")
{
    LimitedApi api;
    api.options.limits.buffered_body_bytes = 1'000'000;
    TestServer server(api, api.options);
    Client slow(server.port());
    slow.send(declared("/body", 500'000) + std::string(400'000, 'x'));
    REQUIRE(eventually([&] { return server.server().load().buffered_body_bytes >= 500'000; }));

    Client large(server.port());
    CHECK(large.exchange(post("/body", std::string(300'000, 'x'))).status == 503);
    Client small(server.port());
    CHECK(small.exchange(post("/body", std::string(60'000, 'x'))).body == "60000");
    slow.send(std::string(100'000, 'x'));
    CHECK(slow.receive().body == "500000");
}

TEST_CASE("When all workers are busy and the queue is full, a request may be repeated", "[http][concurrency]")
{
    LimitedApi api;
    api.options.workers.fast_queue = 1;
    TestServer server(api, api.options);
    Client busy_one(server.port());
    Client busy_two(server.port());
    Client waiting(server.port());
    busy_one.send(get("/gate"));
    api.gate.wait_for(1);
    busy_two.send(get("/gate"));
    api.gate.wait_for(2);
    waiting.send(get("/gate"));
    REQUIRE(eventually([&] { return server.server().load().fast.waiting == 1; }));

    Client refused(server.port());
    const auto response = refused.exchange(get("/gate"));
    CHECK(response.status == 503);
    CHECK(response.headers.at("retry-after") == "1");
    CHECK(refused.exchange(get("/health/live")).status == 204);

    api.gate.open();
    CHECK(waiting.receive().status == 204);
    CHECK(refused.exchange(get("/gate")).status == 204);
}

TEST_CASE("Connections are limited, in all and by address", "[http]")
{
    LimitedApi api;
    const bool is_proxy = GENERATE(false, true);
    if (is_proxy) api.options.trusted_proxies = {"127.0.0.1"};
    (is_proxy ? api.options.limits.connections : api.options.limits.connections_per_address) = 2;
    if (is_proxy) api.options.limits.connections_per_address = 1;
    TestServer server(api, api.options);
    {
        Client first(server.port());
        Client second(server.port());
        CHECK(first.exchange(get("/health/live")).status == 204);
        CHECK(second.exchange(get("/health/live")).status == 204);
        Client third(server.port());
        CHECK(third.is_closed_by_server());
    }
    CHECK(eventually([&] { return server.server().load().connections == 0; }));
    Client again(server.port());
    CHECK(again.exchange(get("/health/live")).status == 204);
}

TEST_CASE("Who does not go on sending is cut off", "[http]")
{
    LimitedApi api;
    auto& limits = api.options.limits;

    SECTION("before the first byte")
    {
        limits.header_timeout = 50ms;
        TestServer server(api, api.options);
        CHECK(Client(server.port()).is_closed_by_server());
    }
    SECTION("in the header")
    {
        limits.header_timeout = 50ms;
        TestServer server(api, api.options);
        Client client(server.port());
        CHECK(client.exchange("GET / HT").status == 408);
        CHECK(client.is_closed_by_server());
    }
    SECTION("in the body")
    {
        limits.body_timeout = 50ms;
        TestServer server(api, api.options);
        Client client(server.port());
        CHECK(client.exchange(declared("/body", 10) + "x").status == 408);
        CHECK(client.is_closed_by_server());
    }
    SECTION("in the body, below the minimum rate")
    {
        limits.minimum_rate_grace = 50ms;
        limits.minimum_rate = 1'000'000;
        TestServer server(api, api.options);
        Client client(server.port());
        CHECK(client.exchange(declared("/body", 100'000) + "x").status == 408);
    }
    SECTION("between requests")
    {
        limits.keep_alive_timeout = 50ms;
        TestServer server(api, api.options);
        Client client(server.port());
        CHECK(client.exchange(get("/health/live")).status == 204);
        CHECK(client.is_closed_by_server());
    }
}

TEST_CASE("Who does not take the answer is cut off", "[http]")
{
    LimitedApi api;
    api.options.limits.write_timeout = 50ms;
    SECTION("when less has gone than the minimum rate asks for")
    {
        api.options.limits.minimum_rate = 1'000'000'000;
    }
    SECTION("though what the system has taken would be enough for a long time")
    {
        api.options.limits.minimum_rate = 1;
        api.options.limits.body_timeout = 50ms;
    }
    TestServer server(api, api.options);
    Client client(server.port());
    client.send(get("/large"));
    CHECK(eventually([&] { return server.requests().lines().size() == 1 && server.server().load().connections == 0; }));
    CHECK(client.receive().body.size() < 20'000'000);
}

TEST_CASE("A client that goes away in the middle leaves nothing behind", "[http]")
{
    LimitedApi api;
    TestServer server(api, api.options);
    for (const std::string& bytes :
         {std::string(), std::string("GET / HT"), declared("/body", 10) + "x", get("/large"), get("/gate")}) {
        Client(server.port()).send(bytes);
    }
    api.gate.wait_for(1);
    api.gate.open();
    CHECK(eventually([&] { return server.server().load().connections == 0; }));
    CHECK(server.server().load().buffered_body_bytes == 0);
}
