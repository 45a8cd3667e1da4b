#include "support/http_client.hpp"

#include <algorithm>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>
#include <catch2/catch.hpp>

namespace backbone::testing {
namespace {

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

}  // namespace

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

std::size_t Client::discard(std::size_t bytes)
{
    std::size_t count = std::min(bytes, received_.size());
    received_.erase(0, count);
    while (count < bytes && fill()) {
        const std::size_t more = std::min(bytes - count, received_.size());
        received_.erase(0, more);
        count += more;
    }
    return count;
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

}  // namespace backbone::testing
