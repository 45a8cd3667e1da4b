#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::test::http;
using backbone::http::HttpOptions;
using namespace std::chrono_literals;

namespace {

constexpr std::size_t kMegabyte = 1024 * 1024;

std::size_t allocated_bytes()
{
    const struct mallinfo2 information = mallinfo2();
    return information.uordblks + information.hblkhd;
}

/// What the stream handlers of a test have seen.
struct Seen
{
    std::atomic<int> alive = 0;
    std::atomic<std::size_t> bytes = 0;
    std::atomic<std::size_t> pieces = 0;
    std::atomic<std::size_t> largest_piece = 0;
    std::atomic<std::size_t> most_allocated = 0;
    /// What a handler says that it keeps of each byte.
    std::atomic<std::size_t> kept_per_byte = 0;
    std::atomic<bool> fails = false;
};

class CountingHandler final : public StreamHandler
{
  public:
    explicit CountingHandler(Seen& seen) : seen_(seen) { ++seen_.alive; }
    ~CountingHandler() override { --seen_.alive; }

    void take(std::string_view piece) override
    {
        if (seen_.fails) throw std::runtime_error("the disk is full");
        bytes_ += piece.size();
        seen_.bytes += piece.size();
        ++seen_.pieces;
        seen_.largest_piece = std::max<std::size_t>(seen_.largest_piece, piece.size());
        seen_.most_allocated = std::max<std::size_t>(seen_.most_allocated, allocated_bytes());
        if (piece.find("refuse me") != std::string_view::npos) throw input_cannot_be_parsed("body", "is refused");
    }
    std::size_t kept_bytes() const override { return bytes_ * seen_.kept_per_byte; }
    Response answer(const Request& request, Context&) override
    {
        return {.body = request.body_too_large ? "too large" : std::to_string(bytes_)};
    }

  private:
    Seen& seen_;
    std::size_t bytes_ = 0;
};

struct StreamingApi : TestApi
{
    Seen seen;
    HttpOptions options;

    StreamingApi()
    {
        const auto count = [this](const Request&) { return std::make_unique<CountingHandler>(seen); };
        routes.upload("/upload", anonymous, "multipart/form-data", count);
        routes.upload("/closed", identity_required, "multipart/form-data", count);
        routes.get("/quick", anonymous, [](const Request&, Context&) { return no_content(); });
    }
};

std::string head_of(std::size_t length, std::string_view path = "/upload")
{
    return fmt::format("POST {} HTTP/1.1\r\nHost: a\r\nContent-Length: {}\r\n\r\n", path, length);
}

struct FileApi : TestApi
{
    std::string content;
    std::atomic<bool> was_cold = false;

    FileApi()
    {
        for (std::size_t i = 0; i < 10 * kMegabyte; ++i) content.push_back(static_cast<char>('a' + i % 23));
        routes.get("/file", anonymous, [this](const Request& request, Context&) {
            return file_response(std::string_view(content).substr(0, std::stoul(request.query_string)));
        });
        routes.probe(
            "/probe", [](const Request&, Context&) { return file_response("file"); }, false);
        routes.get("/shrunk", anonymous, [](const Request&, Context&) {
            Response response = file_response(std::string(kMegabyte, 'x'));
            CHECK(::ftruncate(response.file->descriptor(), 1000) == 0);
            return response;
        });
        routes.get("/cold", anonymous, [this](const Request&, Context&) {
            Response response = file_response(content, true);
            was_cold = !response.file->is_in_memory(0, content.size());
            return response;
        });
        routes.get("/quick", anonymous, [](const Request&, Context&) { return no_content(); });
    }
};

std::string get_file(std::size_t bytes)
{
    return get("/file?" + std::to_string(bytes));
}

}  // namespace

TEST_CASE("A streamed body is handed over in pieces, and needs little memory", "[http][streaming]")
{
    StreamingApi api;
    api.options.limits.buffered_body_bytes = kMegabyte;
    api.options.limits.body_bytes = 20 * kMegabyte;
    TestServer server(api, api.options);
    Client client(server.port());
    const std::size_t before = allocated_bytes();

    client.send(head_of(10 * kMegabyte));
    const std::string part(64 * 1024, 'x');
    for (int i = 0; i < 160; ++i) REQUIRE(client.send(part));

    CHECK(client.receive().body == std::to_string(10 * kMegabyte));
    CHECK(api.seen.bytes == 10 * kMegabyte);
    CHECK(api.seen.largest_piece < 256 * 1024);
    CHECK(api.seen.most_allocated < before + kMegabyte);
    CHECK(api.seen.alive == 0);
    CHECK(client.exchange(get("/quick")).status == 204);
    CHECK(server.server().load().buffered_body_bytes == 0);
}

TEST_CASE("A short streamed body is handed over together with the question for the answer", "[http][streaming]")
{
    StreamingApi api;
    TestServer server(api, api.options);
    Client client(server.port());
    CHECK(client.exchange(post("/upload", std::string(50'000, 'x'))).body == "50000");
    CHECK(api.seen.pieces == 1);
    CHECK(client.exchange(post("/upload", "")).body == "0");
    CHECK(client
              .exchange("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                        "5\r\nhello\r\n3\r\nyou\r\n0\r\n\r\n")
              .body == "8");
}

TEST_CASE("A streamed body that is cut off leaves nothing behind", "[http][streaming]")
{
    StreamingApi api;
    TestServer server(api, api.options);
    {
        Client client(server.port());
        client.send(head_of(10 * kMegabyte) + std::string(3 * kMegabyte, 'x'));
        REQUIRE(eventually([&] { return api.seen.bytes > 2 * kMegabyte; }));
        CHECK(api.seen.alive == 1);
    }
    CHECK(eventually([&] { return api.seen.alive == 0 && server.server().load().connections == 0; }));
    CHECK(server.server().load().buffered_body_bytes == 0);
}

TEST_CASE("Who does not go on sending a streamed body is cut off", "[http][streaming]")
{
    StreamingApi api;
    api.options.limits.minimum_rate_grace = 50ms;
    api.options.limits.minimum_rate = 1'000'000'000;
    TestServer server(api, api.options);
    Client client(server.port());
    CHECK(client.exchange(head_of(10 * kMegabyte) + std::string(kMegabyte, 'x')).status == 408);
    CHECK(eventually([&] { return api.seen.alive == 0; }));
}

TEST_CASE("A stream handler that fails ends its request", "[http][streaming]")
{
    StreamingApi api;
    TestServer server(api, api.options);

    SECTION("with its error, in the middle of the body")
    {
        Client client(server.port());
        const auto response = client.exchange(head_of(10 * kMegabyte) + "refuse me" + std::string(300'000, 'x'));
        CHECK(response.status == 400);
        CHECK(response.headers.at("connection") == "close");
        CHECK(api.seen.pieces == 1);
    }
    SECTION("with its error, and the connection stays when the body was short")
    {
        Client client(server.port());
        CHECK(client.exchange(post("/upload", "refuse me")).status == 400);
        CHECK(client.exchange(post("/upload", "but not me")).body == "10");
    }
    SECTION("with 500 when it is no error of the client")
    {
        api.seen.fails = true;
        Client client(server.port());
        CHECK(client.exchange(post("/upload", "x")).status == 500);
        CHECK(api.log.lines().back().find("the disk is full") != std::string::npos);
    }
    CHECK(api.seen.alive == 0);
}

TEST_CASE("What a stream handler keeps counts as memory of bodies", "[http][streaming]")
{
    StreamingApi api;
    api.options.limits.body_bytes = 20 * kMegabyte;
    api.options.limits.buffered_body_bytes = 2 * kMegabyte;
    api.seen.kept_per_byte = 1;
    TestServer server(api, api.options);
    Client client(server.port());
    const auto response = client.exchange(head_of(10 * kMegabyte) + std::string(3 * kMegabyte, 'x'));
    CHECK(response.status == 503);
    CHECK(api.seen.alive == 0);
    CHECK(api.seen.bytes <= 2 * kMegabyte + 256 * 1024);
    CHECK(eventually([&] { return server.server().load().buffered_body_bytes == 0; }));
}

TEST_CASE("A streamed body for which there is no room leaves nothing behind", "[http][streaming]")
{
    StreamingApi api;
    api.options.limits.buffered_body_bytes = 50'000;
    TestServer server(api, api.options);
    Client client(server.port());
    const auto response = client.exchange(head_of(kMegabyte) + std::string(100'000, 'x'));
    CHECK(response.status == 503);
    CHECK(response.headers.contains("x-correlation-id"));
    CHECK(server.requests().lines() == std::vector<std::string>{"POST /upload 503"});
    CHECK(api.seen.alive == 0);
    CHECK(client.is_closed_by_server());
    CHECK(eventually([&] { return server.server().load().buffered_body_bytes == 0; }));
}

TEST_CASE("A streamed body above the limit is given up", "[http][streaming]")
{
    StreamingApi api;
    api.options.limits.body_bytes = kMegabyte;
    TestServer server(api, api.options);

    Client declared(server.port());
    CHECK(declared.exchange(head_of(kMegabyte + 1)).body == "too large");
    CHECK(api.seen.bytes == 0);

    Client chunked(server.port());
    const std::string chunk = "10000\r\n" + std::string(0x10000, 'x') + "\r\n";
    chunked.send("POST /upload HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 17; ++i) chunked.send(chunk);
    CHECK(chunked.receive().body == "too large");
    CHECK(api.seen.bytes <= kMegabyte);
    CHECK(api.seen.alive == 0);
}

TEST_CASE("A body of another type than the only one of its route is refused before the token is looked at",
          "[http][streaming]")
{
    StreamingApi api;
    const auto status_of = [&](std::vector<Header> headers) {
        const Response response = api.dispatcher().handle(request("POST", "/closed", std::move(headers), "x"));
        CHECK(response.body.empty());
        return response.status;
    };
    const auto of_type = [](std::string type) { return Header{"content-type", std::move(type)}; };
    CHECK(status_of({of_type("application/json")}) == 415);
    CHECK(status_of({of_type("multipart/mixed; boundary=x")}) == 415);
    CHECK(status_of({of_type("Multipart/Form-Data ; boundary=x")}) == 401);
    CHECK(status_of({of_type("")}) == 401);
    CHECK(status_of({}) == 401);
    CHECK(api.seen.alive == 0);

    const Response counted = api.dispatcher().handle(
        request("POST", "/closed", {of_type("multipart/form-data"), {"Authorization", "Bearer alice"}}, "hello"));
    CHECK(counted.body == "5");
}

TEST_CASE("A stream handler works on one thread at a time", "[http][streaming][concurrency]")
{
    StreamingApi api;
    TestServer server(api, api.options);
    std::vector<std::thread> threads;
    std::deque<Client> clients;
    std::atomic<int> good = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back(
            [&, &client = clients.emplace_back(server.port()), size = kMegabyte + static_cast<std::size_t>(i)] {
                for (int k = 0; k < 3; ++k) {
                    client.send(head_of(size));
                    client.send(std::string(size, 'x'));
                    if (client.receive().body == std::to_string(size)) ++good;
                }
            });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(good == 12);
    CHECK(api.seen.alive == 0);
}

TEST_CASE("A file is sent as it is", "[http][streaming]")
{
    FileApi api;
    TestServer server(api);
    Client client(server.port());
    for (const std::size_t size : {0UL, 1UL, 64UL * 1024, 256UL * 1024 + 1, 10 * kMegabyte}) {
        CAPTURE(size);
        const auto response = client.exchange(get_file(size));
        CHECK(response.status == 200);
        CHECK(response.headers.at("content-length") == std::to_string(size));
        CHECK(response.headers.at("content-type") == "application/octet-stream");
        CHECK((response.body == std::string_view(api.content).substr(0, size)));
    }
    client.send("HEAD /probe HTTP/1.1\r\nHost: a\r\n\r\n");
    CHECK(client.receive(false).headers.at("content-length") == "4");
    CHECK(client.exchange(get("/quick")).status == 204);
}

TEST_CASE("A file that is not in memory is loaded on its way", "[http][streaming]")
{
    FileApi api;
    TestServer server(api);
    Client client(server.port());
    const auto response = client.exchange(get("/cold"));
    CHECK((response.body == api.content));
    if (!api.was_cold) WARN("the file system of temporary files does not drop files from memory");
}

TEST_CASE("A file on its way needs no memory and no worker", "[http][streaming]")
{
    FileApi api;
    TestServer server(api);
    const std::size_t before = allocated_bytes();
    // Twice as many as there are workers, and none of them takes anything.
    std::vector<std::unique_ptr<Client>> slow;
    for (int i = 0; i < 4; ++i) {
        slow.push_back(std::make_unique<Client>(server.port()));
        slow.back()->send(get_file(10 * kMegabyte));
    }
    REQUIRE(eventually([&] { return server.requests().lines().size() == 4; }));
    CHECK(Client(server.port()).exchange(get("/quick")).status == 204);
    CHECK(allocated_bytes() < before + kMegabyte);
    for (const auto& client : slow) CHECK(client->discard(10 * kMegabyte) == 10 * kMegabyte);
}

TEST_CASE("A client that goes away while it gets a file harms nobody", "[http][streaming]")
{
    FileApi api;
    TestServer server(api);
    for (int i = 0; i < 8; ++i) {
        Client client(server.port());
        client.send(get_file(10 * kMegabyte));
        CHECK(client.discard(1000) == 1000);
        // Who says so first leaves a broken pipe, others a reset connection.
        if (i % 2 == 0) client.finish_sending();
    }
    CHECK(eventually([&] { return server.server().load().connections == 0; }));
    CHECK(Client(server.port()).exchange(get("/quick")).status == 204);
}

TEST_CASE("Who does not take a file is cut off", "[http][streaming]")
{
    FileApi api;
    HttpOptions options;
    options.limits.write_timeout = 50ms;
    options.limits.minimum_rate = 1'000'000'000;
    TestServer server(api, options);
    Client client(server.port());
    client.send(get_file(10 * kMegabyte));
    CHECK(eventually([&] { return server.requests().lines().size() == 1 && server.server().load().connections == 0; }));
    CHECK(client.receive().body.size() < 10 * kMegabyte);
}

TEST_CASE("A file that became shorter ends the connection, since its length was told", "[http][streaming]")
{
    FileApi api;
    TestServer server(api);
    Client client(server.port());
    const auto response = client.exchange(get("/shrunk"));
    CHECK(response.headers.at("content-length") == std::to_string(kMegabyte));
    CHECK(response.body.size() == 1000);
}
