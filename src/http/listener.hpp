#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include <backbone/log.hpp>

#include "http/asio.hpp"
#include "http/io_thread.hpp"
#include "http/options.hpp"
#include "http/session.hpp"
#include "http/tls.hpp"

namespace backbone::http {

/// Accepts the connections of one API and spreads them over the I/O threads.
class Listener
{
  public:
    struct Services
    {
        const SessionServices& sessions;
        ConnectionLimits& limits;
        const AddressRanges& trusted_proxies;
        std::function<IoThread&()> next_thread;
        Logger logger;
    };

    /// Binds the address. Throws std::runtime_error with a message for the operator.
    Listener(Services services, const Api& api, const ListenerOptions& options, IoThread& thread);

    std::uint16_t port() const;
    void start();
    /// May be called on any thread.
    void stop();

    /// What the TLS files hold now; null without TLS. Throws std::runtime_error with a message for the operator.
    std::shared_ptr<TlsContext> load_certificate() const;
    /// For the connections to come.
    void use_certificate(std::shared_ptr<TlsContext> loaded);

  private:
    Task<void> accept_connections();
    void admit_or_drop(Socket socket, IoThread& thread);
    void admit(Socket socket, IoThread& thread);
    std::shared_ptr<TlsContext> tls_context() const;

    Services services_;
    const Api& api_;
    ListenerOptions options_;
    IoThread& thread_;
    Acceptor acceptor_;
    mutable std::mutex tls_mutex_;
    std::shared_ptr<TlsContext> tls_;
};

}  // namespace backbone::http
