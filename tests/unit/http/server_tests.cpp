#include <atomic>
#include <deque>
#include <string>
#include <thread>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::test::http;
using backbone::http::HttpOptions;
using namespace std::chrono_literals;

namespace {

/// Answers what it got, so that tests see it.
Response echo(const Request& request, Context&)
{
    return {.status = 200,
            .content_type = "text/plain",
            .body = request.method + " " + request.base_url + request.path + "?" + request.query_string + " " +
                    request.body,
            .headers = {{"X-Too-Large", request.body_too_large ? "yes" : "no"}}};
}

struct EchoApi : TestApi
{
    EchoApi()
    {
        routes.get("/echo", anonymous, echo);
        routes.post("/echo", anonymous, echo);
        routes.post("/bodyless", anonymous, echo, BodyUse::ignored);
        routes.post("/closed", identity_required, echo);
        routes.get("/nothing", anonymous, [](const Request&, Context&) { return no_content(); });
        routes.get("/unchanged", anonymous, [](const Request&, Context&) { return Response{.status = 304}; });
        routes.post("/made", anonymous, [](const Request&, Context&) { return created(1); });
        routes.get("/large", anonymous,
                   [](const Request&, Context&) { return Response{.body = std::string(8'000'000, 'x')}; });
        routes.get("/slow", anonymous, [](const Request&, Context& context) {
            context.need_slow_lane();
            return Response{.body = "slowly"};
        });
        routes.probe(
            "/health", [](const Request&, Context&) { return Response{.body = "Healthy"}; }, false);
    }
};

}  // namespace

TEST_CASE("A server answers a request with all headers of the protocol", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    const auto response = client.exchange(get("/echo?a=b", "X-Correlation-ID: my-id\r\n"));
    CHECK(response.status_line == "HTTP/1.1 200 OK");
    CHECK(response.body == "GET http://backbone.example/echo?a=b ");
    CHECK(response.headers.at("content-type") == "text/plain");
    CHECK(response.headers.at("x-correlation-id") == "my-id");
    CHECK_THAT(response.headers.at("x-trace-id"), Catch::Matches("[0-9a-f]+:00000001"));
    CHECK(Timestamp::parse(response.headers.at("x-request-time")));
    CHECK(Timestamp::parse(response.headers.at("x-response-time")));
    CHECK(std::stoi(response.headers.at("x-response-duration-ms")) >= 0);
    CHECK(response.headers.at("date").ends_with(" GMT"));
    CHECK(response.headers.at("strict-transport-security") == "max-age=5184000; includeSubDomains");
    CHECK(response.headers.at("x-frame-options") == "Deny");
    CHECK(response.headers.at("x-content-type-options") == "nosniff");
    CHECK(response.headers.at("referrer-policy") == "strict-origin-when-cross-origin");
    CHECK(response.headers.at("content-security-policy") ==
          "object-src 'none'; form-action 'self'; frame-ancestors 'none'");
    CHECK(response.headers.at("cross-origin-opener-policy") == "same-origin");
    CHECK(response.headers.at("cross-origin-embedder-policy") == "credentialless");
    CHECK(response.headers.at("cross-origin-resource-policy") == "same-site");
    CHECK_FALSE(response.headers.contains("server"));
    CHECK_FALSE(response.headers.contains("connection"));
    CHECK_FALSE(response.headers.contains("vary"));
}

TEST_CASE("Every answer tells its length, or has none", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    CHECK(client.exchange(get("/unknown")).headers.at("content-length") == "0");
    CHECK_FALSE(client.exchange(get("/nothing")).headers.contains("content-length"));
    const auto unchanged = client.exchange(get("/unchanged"));
    CHECK_FALSE(unchanged.headers.contains("content-length"));
    CHECK_FALSE(unchanged.headers.contains("x-correlation-id"));
    CHECK(unchanged.headers.contains("x-trace-id"));
    const auto made = client.exchange(post("/made", ""));
    CHECK(made.status == 201);
    CHECK(made.headers.at("location").empty());
}

TEST_CASE("The same headers are on answers that no handler made", "[http]")
{
    EchoApi api;
    HttpOptions options;
    options.consumer.cors.allowed_origins = {"https://app.example", "https://b.example"};
    TestServer server(api, options);
    Client client(server.port());
    const std::string origin = "Origin: https://app.example\r\n";
    for (const auto& [bytes, status] : std::vector<std::pair<std::string, int>>{
             {get("/unknown", origin), 404},
             {post("/nothing", "", origin), 405},
             {post("/closed", "", origin), 401},
             {"OPTIONS /unknown HTTP/1.1\r\nHost: a\r\nAccess-Control-Request-Method: GET\r\n" + origin + "\r\n",
              204}}) {
        CAPTURE(bytes);
        const auto response = client.exchange(bytes);
        CHECK(response.status == status);
        CHECK(response.headers.contains("x-trace-id"));
        CHECK(response.headers.contains("x-frame-options"));
        CHECK(response.headers.at("access-control-allow-origin") == "https://app.example");
        CHECK(response.headers.at("vary") == "Origin");
    }
    CHECK(client.exchange(post("/nothing", "")).headers.at("allow") == "GET");
}

TEST_CASE("HEAD is only for probes, and gets no body", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    client.send("HEAD /health HTTP/1.1\r\nHost: a\r\n\r\nHEAD /echo HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive(false).status == 200);
    const auto refused = client.receive(false);
    CHECK(refused.status == 405);
    CHECK(refused.headers.at("allow") == "GET, POST");
}

TEST_CASE("A connection serves one request after the other", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    for (int i = 0; i < 20; ++i) {
        const std::string body(static_cast<std::size_t>(i) * 1000, 'b');
        CHECK(client.exchange(post("/echo", body)).body == "POST http://backbone.example/echo? " + body);
    }
    CHECK(client.exchange(get("/echo", "Connection: close\r\n")).headers.at("connection") == "close");
    CHECK(client.is_closed_by_server());
}

TEST_CASE("Requests that were sent at once are answered in their order", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    std::string bytes;
    for (int i = 0; i < 50; ++i) bytes += post("/echo?" + std::to_string(i), std::to_string(i)) + get("/unknown");
    client.send(bytes);
    for (int i = 0; i < 50; ++i) {
        CHECK(client.receive().body ==
              "POST http://backbone.example/echo?" + std::to_string(i) + " " + std::to_string(i));
        CHECK(client.receive().status == 404);
    }
}

TEST_CASE("An HTTP/1.0 connection ends with the answer", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    const auto response = client.exchange("GET /echo HTTP/1.0\r\n\r\n");
    CHECK(response.status == 200);
    CHECK(response.body == "GET http://127.0.0.1:" + std::to_string(server.port()) + "/echo? ");
    CHECK(client.is_closed_by_server());
}

TEST_CASE("A chunked body arrives as one", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    const std::string head = "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    CHECK(client.exchange(head + "5\r\nhello\r\n0\r\n\r\n").body == "POST http://a/echo? hello");
    CHECK(client.exchange(head + "0\r\n\r\n").body == "POST http://a/echo? ");
}

TEST_CASE("A large answer arrives whole", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    CHECK(client.exchange(get("/large")).body == std::string(8'000'000, 'x'));
    CHECK(client.exchange(get("/echo")).status == 200);
}

TEST_CASE("Slow work runs on the slow lane and is answered as usual", "[http][concurrency]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    CHECK(client.exchange(get("/slow")).body == "slowly");
    CHECK(client.exchange(get("/slow")).body == "slowly");
}

TEST_CASE("A client that asks whether to continue is told to, unless its body is not wanted", "[http]")
{
    EchoApi api;
    TestServer server(api);
    const auto head = [](std::string_view path) {
        return "POST " + std::string(path) +
               " HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    };
    Client patient(server.port());
    CHECK(patient.exchange(head("/echo")).status_line == "HTTP/1.1 100 Continue");
    CHECK(patient.exchange("hello").body == "POST http://a/echo? hello");

    Client hasty(server.port());
    CHECK(hasty.exchange(head("/echo") + "hello").body == "POST http://a/echo? hello");

    Client unwanted(server.port());
    const auto response = unwanted.exchange(head("/closed"));
    CHECK(response.status == 401);
    CHECK(response.headers.at("connection") == "close");

    Client complete(server.port());
    CHECK_FALSE(complete.exchange(head("/bodyless") + "hello").headers.contains("connection"));
    CHECK(complete.exchange(get("/echo")).status == 200);
}

TEST_CASE("Forwarded headers are only believed from configured proxies", "[http]")
{
    EchoApi api;
    const std::string forwarded = get("/echo", "X-Forwarded-Host: public.example\r\nX-Forwarded-Proto: https\r\n");
    {
        TestServer server(api);
        CHECK(Client(server.port()).exchange(forwarded).body == "GET http://backbone.example/echo? ");
    }
    HttpOptions options;
    options.trusted_proxies = {"127.0.0.0/8"};
    TestServer server(api, options);
    CHECK(Client(server.port()).exchange(forwarded).body == "GET https://public.example/echo? ");
}

TEST_CASE("Observers are told of every answer", "[http]")
{
    EchoApi api;
    TestServer server(api);
    Client client(server.port());
    client.exchange(get("/echo"));
    client.exchange(get("/unknown"));
    client.exchange(post("/closed", ""));
    CHECK(server.requests().lines() == std::vector<std::string>{"GET /echo 200", "GET  404", "POST /closed 401"});
}

TEST_CASE("Many clients at once all get their own answers", "[http][concurrency]")
{
    EchoApi api;
    TestServer server(api);
    std::vector<std::thread> threads;
    std::deque<Client> clients;
    std::atomic<int> good = 0;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&, i, &client = clients.emplace_back(server.port())] {
            for (int k = 0; k < 200; ++k) {
                const std::string text = std::to_string(i) + "-" + std::to_string(k);
                client.send(post("/echo", text));
                if (client.receive().body.ends_with(text)) ++good;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(good == 8 * 200);
    clients.clear();
    CHECK(eventually([&] { return server.server().load().connections == 0; }));
}

TEST_CASE("A server does not start on an address that it cannot use", "[http]")
{
    EchoApi api;
    HttpOptions options;
    options.consumer.address = "not an address";
    const auto start = [&] {
        backbone::http::Server(options, {{options.consumer, &api.dispatcher()}}, api.clock, api.random,
                               Logger(api.log, "http"), {});
    };
    CHECK_THROWS_WITH(start(), Catch::Contains("not an address"));
    TestServer other(api);
    options.consumer = {.address = "127.0.0.1", .port = other.port()};
    CHECK_THROWS_WITH(start(), Catch::Contains("cannot listen"));
    options.consumer.port = 0;
    options.trusted_proxies = {"nonsense"};
    CHECK_THROWS_WITH(start(), Catch::Contains("nonsense"));
}
