#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include <backbone/environment.hpp>
#include <backbone/log.hpp>

#include "http/dispatcher.hpp"
#include "http/observer.hpp"
#include "http/options.hpp"
#include "http/work_queue.hpp"

namespace backbone::http {

/// One API and where it is offered. The dispatcher must outlive the server.
struct OfferedApi
{
    ListenerOptions listener;
    const Dispatcher* dispatcher;
};

/// The sockets and threads of an HTTP server. Serves from its construction until it is stopped or destroyed.
class Server
{
  public:
    /// Throws std::runtime_error, with a message for the operator, when an address, a certificate or an option cannot
    /// be used.
    Server(const HttpOptions& options, const std::vector<OfferedApi>& apis, const Clock& clock, Random& random,
           Logger logger, std::vector<RequestObserver*> observers);
    ~Server();

    /// The port of each API, in their order.
    std::vector<std::uint16_t> ports() const;

    /// How busy the server is, for metrics.
    struct Load
    {
        std::size_t connections;
        WorkQueue::Load fast;
        WorkQueue::Load slow;
        std::size_t buffered_body_bytes;
    };
    Load load() const;

    /// Reads the TLS files again, for connections to come. Throws as the constructor does, and then every API keeps its
    /// old ones.
    void reload_certificates();

    /// Takes no more connections, ends those that are idle, and lets running requests end until the stop time-out.
    /// Answers how many connections were still busy then, and were cut off.
    std::size_t stop();

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace backbone::http
