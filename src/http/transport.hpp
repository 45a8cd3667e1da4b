#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "http/asio.hpp"
#include "http/tls.hpp"

namespace backbone::http {

/// The bytes of a connection, with or without TLS. An operation that fails, or is interrupted, answers 0 or false.
class Transport
{
  public:
    virtual ~Transport() = default;

    virtual Task<bool> handshake() = 0;
    virtual Task<std::size_t> read_some(std::span<char> room) = 0;
    /// Sends some bytes of both, in this order.
    virtual Task<std::size_t> write_some(std::string_view first, std::string_view second) = 0;
    /// Tells the other end that nothing more will be sent.
    virtual Task<void> finish_sending() = 0;
    /// Afterwards: receives something only to drop it, since to close a socket with unread bytes would destroy what was
    /// sent last.
    virtual Task<std::size_t> discard_some(std::span<char> room) = 0;
    /// Ends the operations that are under way.
    virtual void interrupt() = 0;
};

std::unique_ptr<Transport> plain_transport(Socket socket);
std::unique_ptr<Transport> tls_transport(Socket socket, std::shared_ptr<TlsContext> context);

}  // namespace backbone::http
