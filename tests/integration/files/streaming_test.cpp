#include <malloc.h>

#include <atomic>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "http/server.hpp"
#include "integration/files/given_files.hpp"
#include "support/http_client.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::size_t kMegabyte = 1024 * 1024;
constexpr std::size_t kLargest = 10 * kMegabyte;

/// The application behind a real socket.
class Served
{
  public:
    explicit Served(TestApplication& app)
        : consumer_(app.application().consumer_api()),
          server_(options(), {{options().consumer, &consumer_}}, app.clock(), app.database().random,
                  Logger(log_, "http"), {})
    {}

    std::uint16_t port() const { return server_.ports().front(); }
    http::Server::Load load() const { return server_.load(); }

  private:
    static http::HttpOptions options()
    {
        http::HttpOptions options;
        options.consumer = {.address = "127.0.0.1", .port = 0};
        options.limits.buffered_body_bytes = 20 * kMegabyte;
        return options;
    }

    NoLog log_;
    http::Dispatcher consumer_;
    http::Server server_;
};

std::string head_of(std::string_view method, const std::string& path, const Person& as, std::string_view more = {})
{
    return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\n{}\r\n", method, path,
                       as.access_token, more);
}

std::string head_of_upload(const Person& as, std::size_t length)
{
    return head_of("POST", std::string(kFiles), as,
                   fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n", kFormType, length));
}

/// A form whose content stands at its end, and where in its text that begins.
struct LargeForm
{
    std::string begin;
    std::string end;

    explicit LargeForm(std::size_t content)
    {
        Form form = without("content");
        form.push_back({"content", "#", "cipher.bin"});
        const std::string body = body_of(form);
        begin = body.substr(0, body.rfind('#'));
        end = body.substr(body.rfind('#') + 1);
        length = begin.size() + content + end.size();
    }

    std::size_t length = 0;
};

std::size_t allocated_bytes()
{
    const struct mallinfo2 information = mallinfo2();
    return information.uordblks + information.hblkhd;
}

std::string piece_of_content(std::size_t number)
{
    std::string piece(64 * 1024, '\0');
    for (std::size_t i = 0; i < piece.size(); ++i) piece[i] = static_cast<char>(i * 7 + number);
    return piece;
}

}  // namespace

TEST_ON_EACH_DATABASE("a file of 10 MiB goes up and down with little memory", "[files][streaming]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    Served served(app);
    Client client(served.port());
    REQUIRE(client.exchange(head_of("GET", std::string(kFiles), alice)).status == 200);
    const LargeForm form(kLargest);
    const std::size_t before = allocated_bytes();
    std::size_t most = 0;

    client.send(head_of_upload(alice, form.length) + form.begin);
    for (std::size_t i = 0; i < kLargest / (64 * 1024); ++i) {
        REQUIRE(client.send(piece_of_content(i)));
        most = std::max(most, allocated_bytes());
    }
    const auto uploaded = client.exchange(form.end);
    REQUIRE(uploaded.status == 201);
    const std::string id = uploaded.body.substr(uploaded.body.find("FIL"), 20);

    Client slow(served.port());
    slow.send(head_of("GET", fmt::format("{}/{}", kFiles, id), alice));
    for (std::size_t i = 0; i < kLargest / (64 * 1024); ++i) {
        REQUIRE(slow.discard(64 * 1024) == 64 * 1024);
        most = std::max(most, allocated_bytes());
    }
    CHECK(most < before + 2 * kMegabyte);

    client.send(head_of("GET", fmt::format("{}/{}", kFiles, id), alice, "Range: bytes=0-9\r\n"));
    const auto downloaded = client.receive();

    CHECK(downloaded.status == 200);
    CHECK(downloaded.headers.at("content-type") == "application/octet-stream");
    CHECK(downloaded.headers.at("content-length") == std::to_string(kLargest));
    for (const char* absent : {"accept-ranges", "last-modified", "etag", "content-disposition"}) {
        CHECK_FALSE(downloaded.headers.contains(absent));
    }
    REQUIRE(downloaded.body.size() == kLargest);
    for (std::size_t i = 0; i < kLargest / (64 * 1024); ++i) {
        REQUIRE((std::string_view(downloaded.body).substr(i * 64 * 1024, 64 * 1024) == piece_of_content(i)));
    }
}

TEST_ON_EACH_DATABASE("an upload that is cut off leaves nothing behind", "[files][streaming]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    Served served(app);
    const LargeForm form(kLargest);
    {
        Client client(served.port());
        client.send(head_of_upload(alice, form.length) + form.begin + std::string(3 * kMegabyte, 'x'));
        REQUIRE(eventually([&] { return count_of_stored_files(app) == 1; }));
    }

    CHECK(eventually([&] { return served.load().connections == 0; }));
    CHECK(count_of_stored_files(app) == 0);
    CHECK(served.load().buffered_body_bytes == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
}

TEST_ON_EACH_DATABASE("an upload that is refused at its end leaves nothing behind", "[files][streaming]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    Served served(app);
    Client client(served.port());

    const LargeForm too_large(kLargest + 1);
    const auto refused = client.exchange(head_of_upload(alice, too_large.length) + too_large.begin +
                                         std::string(kLargest + 1, 'x') + too_large.end);
    CHECK(refused.status == 400);
    CHECK(refused.body.find("InclusiveBetweenValidator") != std::string::npos);
    CHECK(refused.body.find("10485761") != std::string::npos);
    CHECK_FALSE(refused.headers.contains("connection"));

    const auto announced = client.exchange(head_of_upload(alice, 100 * kMegabyte));
    CHECK(announced.status == 400);
    CHECK(announced.body.find("inputCannotBeParsed") != std::string::npos);
    CHECK(announced.headers.at("connection") == "close");

    CHECK(count_of_stored_files(app) == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 0);
}

TEST_ON_EACH_DATABASE("many upload and download at once", "[files][streaming][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    Served served(app);
    std::atomic<int> good = 0;
    std::deque<Client> clients;
    {
        std::vector<std::jthread> threads;
        for (std::size_t number = 0; number < 8; ++number) {
            threads.emplace_back([&, number, &client = clients.emplace_back(served.port())] {
                for (std::size_t size : {10UL, 300'000UL, 1'000'000UL}) {
                    const LargeForm form(size);
                    const std::string content(size, static_cast<char>('a' + number));
                    const auto uploaded =
                        client.exchange(head_of_upload(alice, form.length) + form.begin + content + form.end);
                    const std::string id =
                        uploaded.body.substr(std::min(uploaded.body.find("FIL"), uploaded.body.size()), 20);
                    const auto downloaded = client.exchange(head_of("GET", fmt::format("{}/{}", kFiles, id), alice));
                    if (uploaded.status == 201 && downloaded.body == content) ++good;
                }
            });
        }
    }
    CHECK(good == 24);
}
