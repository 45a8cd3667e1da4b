#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/context.hpp>
#include <backbone/log.hpp>
#include <backbone/registry.hpp>

#include "http/dispatcher.hpp"
#include "http/observer.hpp"
#include "http/server.hpp"
#include "support/http_client.hpp"

namespace backbone::test::http {

/// The handlers of these tests need no database.
class NoDatabase final : public Database
{
  public:
    std::unique_ptr<Connection> connect() override { throw Unavailable("the database is away"); }
};

/// Keeps what is logged, as `message {name=text}…` for the fields that are texts.
class KeptLog final : public LogSink
{
  public:
    bool takes(LogLevel) const noexcept override { return true; }
    void write(const LogEntry& entry) noexcept override;

    std::vector<std::string> lines() const;

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

class KeptRequests final : public backbone::http::RequestObserver
{
  public:
    void finished(const backbone::http::FinishedRequest& request) noexcept override;

    /// `GET /pattern 200`.
    std::vector<std::string> lines() const;

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

/// Routes and all that a dispatcher needs. Requests with the header `Authorization: Bearer alice` come from Alice.
class TestApi
{
  public:
    Routes routes;
    KeptLog log;

    /// To be called when all routes are there.
    backbone::http::Dispatcher& dispatcher();

    SystemClock clock;
    SystemRandom random;

  private:
    NoDatabase database_;
    InstallationOptions installation_;
    std::unique_ptr<backbone::http::Dispatcher> dispatcher_;
};

/// A server for the routes of an API, on a port of this machine.
class TestServer
{
  public:
    /// On how many listeners: that of the consumers, or that of the operator as well.
    enum class Offer : std::uint8_t { once, both };

    explicit TestServer(TestApi& api, const backbone::http::HttpOptions& options = {}, Offer offer = Offer::once);

    std::uint16_t port() const { return server_.ports().front(); }
    backbone::http::Server& server() { return server_; }
    const KeptRequests& requests() const { return requests_; }

  private:
    KeptRequests requests_;
    backbone::http::Server server_;
};

/// A request as a handler's test writes it.
Request request(std::string method, std::string path, std::vector<Header> headers = {}, std::string body = {});

/// An answer out of a file with that content, which the system was asked to drop from memory if it is `cold`.
Response file_response(std::string_view content, bool is_cold = false);

/// Waits until it is true, for at most some seconds.
bool eventually(const std::function<bool()>& holds);

using testing::Client;
using testing::get;
using testing::post;
using testing::ReceivedResponse;

}  // namespace backbone::test::http
