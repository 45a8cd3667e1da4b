#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

/// Asio with its executor fixed, which saves the cost of a type-erased one. For this folder's .cpp files only.
namespace backbone::http {

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// A coroutine. GCC 12.2 lays out the frame of one wrongly that has `co_await` in the condition of an `if` or a loop,
/// and the program jumps anywhere: put the result into a variable first.
template <class T>
using Task = asio::awaitable<T, Executor>;

/// Awaits an operation; its failure goes to `error` instead of being thrown.
inline auto task_with(error_code& error)
{
    return asio::redirect_error(asio::use_awaitable_t<Executor>(), error);
}

}  // namespace backbone::http
