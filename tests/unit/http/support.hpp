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

/// Waits until it is true, for at most some seconds.
bool eventually(const std::function<bool()>& holds);

/// What a server sent for one request.
struct ReceivedResponse
{
    int status = 0;
    std::string status_line;
    /// Names in lower case. Of several with the same name the last.
    std::map<std::string, std::string> headers;
    std::string body;
};

/// A plain TCP connection to a server on this machine.
class Client
{
  public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// False when the connection broke.
    bool send(std::string_view bytes);
    /// Sends nothing more, but goes on receiving.
    void finish_sending();
    /// The next response. Status 0 when there is none.
    ReceivedResponse receive(bool has_body = true);
    ReceivedResponse exchange(std::string_view bytes);
    /// Whether the server ends the connection, without sending anything first.
    bool is_closed_by_server();

  private:
    bool fill();

    int socket_;
    std::string received_;
};

/// A GET request without a body.
std::string get(std::string_view path, std::string_view more_headers = {});
std::string post(std::string_view path, std::string_view body, std::string_view more_headers = {});

}  // namespace backbone::test::http
