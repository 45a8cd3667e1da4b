#include <atomic>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::test::http;
using backbone::http::HttpOptions;
using namespace std::chrono_literals;

namespace {

struct StoppableApi : TestApi
{
    std::atomic<int> inside = 0;
    std::atomic<bool> may_go = false;

    StoppableApi()
    {
        routes.get("/work", anonymous, [this](const Request&, Context&) {
            ++inside;
            eventually([&] { return may_go.load(); });
            return Response{.body = "done"};
        });
        routes.get("/quick", anonymous, [](const Request&, Context&) { return no_content(); });
    }
};

}  // namespace

TEST_CASE("A server that stops ends idle connections and lets running requests end", "[http][concurrency]")
{
    StoppableApi api;
    TestServer server(api);
    Client idle(server.port());
    CHECK(idle.exchange(get("/quick")).status == 204);
    Client fresh(server.port());
    Client working(server.port());
    working.send(get("/work"));
    REQUIRE(eventually([&] { return api.inside == 1; }));

    std::size_t cut_off = 9;
    std::thread stopping([&] { cut_off = server.server().stop(); });
    CHECK(idle.is_closed_by_server());
    CHECK(fresh.is_closed_by_server());
    api.may_go = true;
    const auto response = working.receive();
    CHECK(response.body == "done");
    CHECK(response.headers.at("connection") == "close");
    CHECK(working.is_closed_by_server());
    stopping.join();
    CHECK(cut_off == 0);
}

TEST_CASE("A server that stops does not wait for ever", "[http][concurrency]")
{
    StoppableApi api;
    HttpOptions options;
    options.stop_timeout = 50ms;
    TestServer server(api, options);
    Client working(server.port());
    working.send(get("/work"));
    // Both arrive together, so the second is known to have begun when the first is answered.
    Client half(server.port());
    half.send(get("/quick") + "GET /qui");
    CHECK(half.receive().status == 204);
    REQUIRE(eventually([&] { return api.inside == 1; }));

    std::size_t cut_off = 0;
    std::thread stopping([&] { cut_off = server.server().stop(); });
    CHECK(half.is_closed_by_server());
    api.may_go = true;
    stopping.join();
    CHECK(cut_off == 2);
}

TEST_CASE("A server can be stopped twice, and while nobody uses it", "[http]")
{
    StoppableApi api;
    TestServer server(api);
    server.server().stop();
    server.server().stop();
    CHECK(server.server().load().connections == 0);
}
