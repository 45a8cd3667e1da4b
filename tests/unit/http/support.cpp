#include "unit/http/support.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <thread>

#include <fmt/format.h>

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

Response file_response(std::string_view content, bool is_cold)
{
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), std::fclose);
    std::fwrite(content.data(), 1, content.size(), file.get());
    std::fflush(file.get());
    const int descriptor = ::dup(::fileno(file.get()));
    if (is_cold) {
        ::fdatasync(descriptor);
        ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_DONTNEED);
    }
    return {.content_type = "application/octet-stream", .file = FileContent(descriptor, content.size())};
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

}  // namespace backbone::test::http
