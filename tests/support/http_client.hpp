#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace backbone::testing {

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
    /// Receives so many bytes and drops them; answers how many came.
    std::size_t discard(std::size_t bytes);
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

}  // namespace backbone::testing
