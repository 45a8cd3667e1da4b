// The least that an HTTP server on Beast can do: it reads a request and answers with the same text every time.
// The benchmark compares the real server with it.

#include <charconv>
#include <cstddef>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/strand.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;

class Session : public std::enable_shared_from_this<Session>
{
  public:
    Session(tcp::socket socket, const std::string& body) : stream_(std::move(socket))
    {
        response_.set(http::field::content_type, "application/json; charset=utf-8");
        response_.body() = body;
        response_.prepare_payload();
        stream_.socket().set_option(tcp::no_delay(true));
    }

    void read()
    {
        request_ = {};
        http::async_read(stream_, buffer_, request_,
                         [self = shared_from_this()](const beast::error_code& error, std::size_t) {
                             if (!error) self->write();
                         });
    }

  private:
    void write()
    {
        http::async_write(stream_, response_, [self = shared_from_this()](const beast::error_code& error, std::size_t) {
            if (!error) self->read();
        });
    }

    beast::tcp_stream stream_;
    beast::flat_buffer buffer_;
    http::request<http::string_body> request_;
    http::response<http::string_body> response_;
};

class Listener
{
  public:
    Listener(asio::io_context& context, unsigned short port, std::string body)
        : context_(context),
          acceptor_(context, tcp::endpoint(asio::ip::address_v4::loopback(), port)),
          body_(std::move(body))
    {}

    void accept()
    {
        acceptor_.async_accept(asio::make_strand(context_), [this](const beast::error_code& error, tcp::socket socket) {
            if (!error) std::make_shared<Session>(std::move(socket), body_)->read();
            accept();
        });
    }

  private:
    asio::io_context& context_;
    tcp::acceptor acceptor_;
    std::string body_;
};

template <class Number>
Number number_in(std::string_view text)
{
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) throw std::invalid_argument("not a number");
    return number;
}

void serve(unsigned short port, std::size_t bytes)
{
    asio::io_context context;
    Listener listener(context, port, std::string(bytes, 'x'));
    listener.accept();

    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < std::thread::hardware_concurrency(); ++i) threads.emplace_back([&] { context.run(); });
    context.run();
}

}  // namespace

int main(int count, char** arguments)
{
    try {
        if (count != 3) throw std::invalid_argument("usage: bench_bare_http PORT BYTES");
        serve(number_in<unsigned short>(arguments[1]), number_in<std::size_t>(arguments[2]));
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 2;
    }
}
