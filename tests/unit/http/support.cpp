#include "unit/http/support.hpp"

#include <algorithm>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>
#include <catch2/catch.hpp>

namespace backbone::test::http {
namespace {

namespace server = backbone::http;

server::Admission admit_alice(const Route& route, const Request& request)
{
    const bool is_alice = request.header("Authorization") == "Bearer alice";
    if (route.access != anonymous && is_alice) {
        return {
            Caller{IdentityAddress::from_trusted("did:e:localhost:dids:alice"), *DeviceId::parse("DVCalice"), "client"},
            {}};
    }
    if (route.access == identity_required) return {{}, Response{.status = 401}};
    return {};
}

server::ListenerOptions on_this_machine(server::ListenerOptions options)
{
    options.address = "127.0.0.1";
    options.port = 0;
    return options;
}

server::HttpOptions with_few_workers(server::HttpOptions options)
{
    options.workers.fast_workers = 2;
    return options;
}

std::vector<server::OfferedApi> offered(const server::Dispatcher& dispatcher, const server::HttpOptions& options,
                                        TestServer::Offer offer)
{
    std::vector<server::OfferedApi> apis{{on_this_machine(options.consumer), &dispatcher}};
    if (offer == TestServer::Offer::both) apis.push_back({on_this_machine(options.admin), &dispatcher});
    return apis;
}

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

void KeptLog::write(const LogEntry& entry) noexcept
{
    std::string line(entry.message);
    for (const LogField& field : entry.fields) {
        if (const auto* text = std::get_if<std::string_view>(&field.value))
            line += fmt::format(" {}={}", field.name, *text);
    }
    const std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
}

std::vector<std::string> KeptLog::lines() const
{
    const std::lock_guard lock(mutex_);
    return lines_;
}

void KeptRequests::finished(const server::FinishedRequest& finished) noexcept
{
    const std::lock_guard lock(mutex_);
    lines_.push_back(fmt::format("{} {} {}", finished.request.method, finished.pattern, finished.status));
}

std::vector<std::string> KeptRequests::lines() const
{
    const std::lock_guard lock(mutex_);
    return lines_;
}

server::Dispatcher& TestApi::dispatcher()
{
    if (!dispatcher_) {
        dispatcher_ = std::make_unique<server::Dispatcher>(
            routes, admit_alice, server::HandlerServices{database_, clock, random, installation_}, Logger(log, "test"));
    }
    return *dispatcher_;
}

TestServer::TestServer(TestApi& api, const server::HttpOptions& options, Offer offer)
    : server_(with_few_workers(options), offered(api.dispatcher(), options, offer), api.clock, api.random,
              Logger(api.log, "http"), {&requests_})
{}

Request request(std::string method, std::string path, std::vector<Header> headers, std::string body)
{
    Request request;
    request.method = std::move(method);
    request.path = std::move(path);
    request.headers = std::move(headers);
    request.body = std::move(body);
    request.base_url = "http://backbone.example";
    request.correlation_id = "the-correlation-id";
    request.trace_id = "the-trace-id";
    return request;
}

bool eventually(const std::function<bool()>& holds)
{
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!holds()) {
        if (std::chrono::steady_clock::now() > deadline) return false;
        std::this_thread::yield();
    }
    return true;
}

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const timeval patience{.tv_sec = 10, .tv_usec = 0};
    REQUIRE(setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) == 0);
    REQUIRE(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
}

Client::~Client()
{
    ::close(socket_);
}

bool Client::send(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void Client::finish_sending()
{
    ::shutdown(socket_, SHUT_WR);
}

bool Client::fill()
{
    std::string room(16 * 1024, '\0');
    const ssize_t count = ::recv(socket_, room.data(), room.size(), 0);
    if (count <= 0) return false;
    received_.append(room, 0, static_cast<std::size_t>(count));
    return true;
}

ReceivedResponse Client::receive(bool has_body)
{
    ReceivedResponse response;
    std::size_t end = 0;
    while ((end = received_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return response;
    }
    const std::string head = received_.substr(0, end + 2);
    received_.erase(0, end + 4);

    std::size_t line = head.find("\r\n");
    response.status_line = head.substr(0, line);
    response.status = std::stoi(response.status_line.substr(9, 3));
    for (line += 2; line < head.size(); line = head.find("\r\n", line) + 2) {
        const std::size_t colon = head.find(": ", line);
        response.headers[lower(head.substr(line, colon - line))] =
            head.substr(colon + 2, head.find("\r\n", line) - colon - 2);
    }
    const auto length = response.headers.find("content-length");
    const std::size_t size = has_body && length != response.headers.end() ? std::stoul(length->second) : 0;
    while (received_.size() < size) {
        if (!fill()) break;
    }
    response.body = received_.substr(0, size);
    received_.erase(0, size);
    return response;
}

ReceivedResponse Client::exchange(std::string_view bytes)
{
    send(bytes);
    return receive();
}

bool Client::is_closed_by_server()
{
    if (!received_.empty()) return false;
    char byte = 0;
    return ::recv(socket_, &byte, 1, 0) == 0;
}

std::string get(std::string_view path, std::string_view more_headers)
{
    return fmt::format("GET {} HTTP/1.1\r\nHost: backbone.example\r\n{}\r\n", path, more_headers);
}

std::string post(std::string_view path, std::string_view body, std::string_view more_headers)
{
    return fmt::format("POST {} HTTP/1.1\r\nHost: backbone.example\r\nContent-Length: {}\r\n{}\r\n{}", path,
                       body.size(), more_headers, body);
}

}  // namespace backbone::test::http
