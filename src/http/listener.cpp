#include "http/listener.hpp"

#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>

namespace backbone::http {
namespace {

using asio::ip::tcp;

/// After a failure to accept, such as when all file descriptors are in use.
constexpr std::chrono::milliseconds kPause{50};

IpAddress ip_address_of(const asio::ip::address& address)
{
    const auto bytes = address.is_v4() ? asio::ip::make_address_v6(asio::ip::v4_mapped, address.to_v4()).to_bytes()
                                       : address.to_v6().to_bytes();
    IpAddress result;
    std::ranges::copy(bytes, result.bytes.begin());
    return result;
}

std::string host_of(const tcp::endpoint& endpoint)
{
    const IpAddress address = ip_address_of(endpoint.address());
    return fmt::format(fmt::runtime(address.is_ipv4() ? "{}:{}" : "[{}]:{}"), address.to_string(), endpoint.port());
}

Acceptor bound_acceptor(const ListenerOptions& options, Executor executor)
{
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    if (error) throw std::runtime_error(fmt::format("'{}' is not an IP address to listen on", options.address));
    const tcp::endpoint endpoint(address, options.port);

    Acceptor acceptor(executor);
    acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error && address.is_v6()) acceptor.set_option(asio::ip::v6_only(false), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        throw std::runtime_error(
            fmt::format("cannot listen on {} port {}: {}", options.address, options.port, error.message()));
    }
    return acceptor;
}

}  // namespace

Listener::Listener(Services services, const Api& api, const ListenerOptions& options, IoThread& thread)
    : services_(std::move(services)),
      api_(api),
      options_(options),
      thread_(thread),
      acceptor_(bound_acceptor(options, thread.executor()))
{
    if (options.tls_certificate_file.empty() != options.tls_key_file.empty()) {
        throw std::runtime_error("TLS needs both a certificate file and a key file");
    }
    tls_ = load_certificate();
}

std::uint16_t Listener::port() const
{
    return acceptor_.local_endpoint().port();
}

void Listener::start()
{
    asio::co_spawn(thread_.executor(), accept_connections(), asio::detached);
}

void Listener::stop()
{
    asio::post(thread_.executor(), [this] {
        error_code ignored;
        acceptor_.close(ignored);
    });
}

std::shared_ptr<TlsContext> Listener::load_certificate() const
{
    if (options_.tls_certificate_file.empty()) return nullptr;
    return load_tls_context(options_.tls_certificate_file, options_.tls_key_file);
}

void Listener::use_certificate(std::shared_ptr<TlsContext> loaded)
{
    const std::lock_guard lock(tls_mutex_);
    tls_ = std::move(loaded);
}

std::shared_ptr<TlsContext> Listener::tls_context() const
{
    const std::lock_guard lock(tls_mutex_);
    return tls_;
}

Task<void> Listener::accept_connections()
{
    Timer pause(thread_.executor());
    bool is_failing = false;
    while (acceptor_.is_open()) {
        IoThread& thread = services_.next_thread();
        error_code error;
        Socket socket = co_await acceptor_.async_accept(thread.executor(), task_with(error));
        if (!error) {
            is_failing = false;
            admit_or_drop(std::move(socket), thread);
        } else if (acceptor_.is_open()) {
            // Once is enough: without free file descriptors it fails many times a second.
            if (!is_failing) services_.logger.warning("cannot accept connections", {{"reason", error.message()}});
            is_failing = true;
            pause.expires_after(kPause);
            co_await pause.async_wait(task_with(error));
        }
    }
}

void Listener::admit_or_drop(Socket socket, IoThread& thread)
{
    try {
        admit(std::move(socket), thread);
    } catch (const std::exception& failure) {
        services_.logger.warning("cannot serve a connection", {{"reason", failure.what()}});
    }
}

void Listener::admit(Socket socket, IoThread& thread)
{
    error_code error;
    const tcp::endpoint remote = socket.remote_endpoint(error);
    const tcp::endpoint local = error ? tcp::endpoint() : socket.local_endpoint(error);
    if (!error) socket.set_option(tcp::no_delay(true), error);
    if (error) return;

    const IpAddress address = ip_address_of(remote.address());
    const bool is_proxy = services_.trusted_proxies.contains(address);
    ConnectionLimits::Place place = services_.limits.enter(address, !is_proxy);
    if (!place) return;

    Peer peer{address.to_string(), is_proxy, !options_.tls_certificate_file.empty(), host_of(local)};
    auto transport =
        peer.uses_tls ? tls_transport(std::move(socket), tls_context()) : plain_transport(std::move(socket));
    auto session = std::make_unique<Session>(services_.sessions, api_, thread, std::move(transport), std::move(peer),
                                             std::move(place));
    asio::co_spawn(thread.executor(), Session::serve(std::move(session)), asio::detached);
}

}  // namespace backbone::http
