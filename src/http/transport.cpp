#include "http/transport.hpp"

#include <sys/sendfile.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>

#include <boost/asio/ssl/stream.hpp>

#include "http/tls_context.hpp"

namespace backbone::http {
namespace {

/// What is encrypted at a time.
constexpr std::size_t kPieceOfFile = 64 * 1024;

std::array<asio::const_buffer, 2> buffers_of(std::string_view first, std::string_view second)
{
    return {asio::buffer(first), asio::buffer(second)};
}

class PlainTransport final : public Transport
{
  public:
    explicit PlainTransport(Socket socket) : socket_(std::move(socket))
    {
        error_code ignored;
        socket_.non_blocking(true, ignored);
    }

    Task<bool> handshake() override { co_return true; }

    Task<std::size_t> read_some(std::span<char> room) override
    {
        error_code error;
        co_return co_await socket_.async_read_some(asio::buffer(room.data(), room.size()), task_with(error));
    }

    Task<std::size_t> write_some(std::string_view first, std::string_view second, bool more_follows) override
    {
        const int flags = more_follows ? MSG_MORE : 0;
        // Nearly always the system takes all of it at once, and the detour through the event loop is saved.
        error_code error;
        const std::size_t written = socket_.send(buffers_of(first, second), flags, error);
        if (error != asio::error::would_block) co_return written;
        co_return co_await socket_.async_send(buffers_of(first, second), flags, task_with(error));
    }

    Task<std::size_t> write_some_of(const FileContent& file, std::uint64_t offset, std::size_t bytes) override
    {
        for (;;) {
            auto position = static_cast<off_t>(offset);
            const ssize_t count = ::sendfile(socket_.native_handle(), file.descriptor(), &position, bytes);
            if (count >= 0) co_return static_cast<std::size_t>(count);
            if (errno == EINTR) continue;
            if (errno != EAGAIN) co_return 0;
            error_code error;
            co_await socket_.async_wait(Socket::wait_write, task_with(error));
            if (error) co_return 0;
        }
    }

    Task<void> finish_sending() override
    {
        error_code ignored;
        socket_.shutdown(asio::socket_base::shutdown_send, ignored);
        co_return;
    }

    Task<std::size_t> discard_some(std::span<char> room) override { return read_some(room); }

    void interrupt() override
    {
        error_code ignored;
        socket_.cancel(ignored);
    }

  private:
    Socket socket_;
};

class TlsTransport final : public Transport
{
  public:
    TlsTransport(Socket socket, std::shared_ptr<TlsContext> context)
        : context_(std::move(context)), stream_(std::move(socket), context_->context)
    {}

    Task<bool> handshake() override
    {
        error_code error;
        co_await stream_.async_handshake(asio::ssl::stream_base::server, task_with(error));
        co_return !error;
    }

    Task<std::size_t> read_some(std::span<char> room) override
    {
        error_code error;
        co_return co_await stream_.async_read_some(asio::buffer(room.data(), room.size()), task_with(error));
    }

    Task<std::size_t> write_some(std::string_view first, std::string_view second, bool /*more_follows*/) override
    {
        error_code error;
        co_return co_await stream_.async_write_some(buffers_of(first, second), task_with(error));
    }

    Task<std::size_t> write_some_of(const FileContent& file, std::uint64_t offset, std::size_t bytes) override
    {
        const auto piece = std::make_unique_for_overwrite<char[]>(std::min(bytes, kPieceOfFile));
        const std::size_t count = file.read(offset, {piece.get(), std::min(bytes, kPieceOfFile)});
        if (count == 0) co_return 0;
        error_code error;
        co_return co_await stream_.async_write_some(asio::buffer(piece.get(), count), task_with(error));
    }

    Task<void> finish_sending() override
    {
        error_code ignored;
        co_await stream_.async_shutdown(task_with(ignored));
        stream_.next_layer().shutdown(asio::socket_base::shutdown_send, ignored);
    }

    Task<std::size_t> discard_some(std::span<char> room) override
    {
        error_code error;
        co_return co_await stream_.next_layer().async_read_some(asio::buffer(room.data(), room.size()),
                                                                task_with(error));
    }

    void interrupt() override
    {
        error_code ignored;
        stream_.next_layer().cancel(ignored);
    }

  private:
    std::shared_ptr<TlsContext> context_;
    asio::ssl::stream<Socket> stream_;
};

}  // namespace

std::unique_ptr<Transport> plain_transport(Socket socket)
{
    return std::make_unique<PlainTransport>(std::move(socket));
}

std::unique_ptr<Transport> tls_transport(Socket socket, std::shared_ptr<TlsContext> context)
{
    return std::make_unique<TlsTransport>(std::move(socket), std::move(context));
}

}  // namespace backbone::http
