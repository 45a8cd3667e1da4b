#include "http/transport.hpp"

#include <array>

#include <boost/asio/ssl/stream.hpp>

#include "http/tls_context.hpp"

namespace backbone::http {
namespace {

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

    Task<std::size_t> write_some(std::string_view first, std::string_view second) override
    {
        // Nearly always the system takes all of it at once, and the detour through the event loop is saved.
        error_code error;
        const std::size_t written = socket_.write_some(buffers_of(first, second), error);
        if (error != asio::error::would_block) co_return written;
        co_return co_await socket_.async_write_some(buffers_of(first, second), task_with(error));
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

    Task<std::size_t> write_some(std::string_view first, std::string_view second) override
    {
        error_code error;
        co_return co_await stream_.async_write_some(buffers_of(first, second), task_with(error));
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
