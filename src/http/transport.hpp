#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include <backbone/file_content.hpp>

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
    /// Sends some bytes of both, in this order. With `more_follows` they may wait a moment for what follows.
    virtual Task<std::size_t> write_some(std::string_view first, std::string_view second, bool more_follows) = 0;
    /// Sends some bytes of the file.
    virtual Task<std::size_t> write_some_of(const FileContent& file, std::uint64_t offset, std::size_t bytes) = 0;
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
