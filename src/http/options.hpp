#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace backbone::http {

/// Cross-origin requests (docs/protocol/http-and-auth.md §3.3). Without any allowed origin there is no CORS handling.
struct CorsOptions
{
    /// Compared as plain text; `*` alone allows every origin.
    std::vector<std::string> allowed_origins{};
    std::vector<std::string> exposed_headers{};
    /// Adds `Access-Control-Allow-Credentials: true` to every answer (docs/protocol/admin.md §2.3).
    bool allow_credentials = false;
};

/// Where one of the two APIs is offered.
struct ListenerOptions
{
    /// An IPv4 or IPv6 address; `::` takes both.
    std::string address = "0.0.0.0";
    /// 0 takes any free port.
    std::uint16_t port = 0;
    /// Certificate chain and private key, both PEM. Plain HTTP when both are empty.
    std::string tls_certificate_file{};
    std::string tls_key_file{};
    CorsOptions cors{};
};

/// What a stranger may use of this server (docs/protocol/http-and-auth.md §1).
struct LimitOptions
{
    std::size_t request_line_bytes = 8 * 1024;
    std::size_t header_bytes = 32 * 1024;
    std::size_t header_fields = 100;
    /// One request's body, declared or chunked.
    std::size_t body_bytes = 20 * 1024 * 1024;
    /// So much of a body that nobody wants is read to keep its connection. A larger one costs the connection, but is
    /// read for a moment, and up to `body_bytes`, since many clients look for the answer only when they have sent
    /// everything.
    std::size_t drained_bytes = 256 * 1024;
    /// All bodies, also of answers, that are in memory at one time, with what large ones are parsed into. A request
    /// beyond it gets 503. A quarter is for bodies of at most 64 KiB.
    std::size_t buffered_body_bytes = 512 * 1024 * 1024;

    std::size_t connections = 8192;
    /// Per peer address (IPv6: per /64); trusted proxies are not counted.
    std::size_t connections_per_address = 512;

    /// From the first byte of a request, or the start of its connection, to the end of its header.
    std::chrono::milliseconds header_timeout{30'000};
    /// From the end of the header to the end of the body. An answer may not take longer either.
    std::chrono::milliseconds body_timeout{600'000};
    /// Between two requests of a connection.
    std::chrono::milliseconds keep_alive_timeout{130'000};
    /// For an answer, beside the time that its bytes take at the minimum rate.
    std::chrono::milliseconds write_timeout{30'000};
    /// Bytes per second of a body in either direction, after the grace period.
    std::size_t minimum_rate = 240;
    std::chrono::milliseconds minimum_rate_grace{5'000};
};

/// The threads that run the handlers.
struct WorkerOptions
{
    std::size_t fast_workers = 16;
    /// Requests that wait for a fast worker; one more gets 503.
    std::size_t fast_queue = 1024;
    /// For password hashes and the like; 0 means as many as there are cores: they run with a low
    /// priority.
    std::size_t slow_workers = 0;
    std::size_t slow_queue = 256;
};

struct HttpOptions
{
    ListenerOptions consumer{.port = 8080};
    ListenerOptions admin{.port = 8081};
    LimitOptions limits;
    WorkerOptions workers;
    std::size_t io_threads = 2;
    /// Addresses or CIDR ranges of the peers whose `X-Forwarded-*` headers are believed.
    std::vector<std::string> trusted_proxies;
    /// Running requests may end within this time when the server stops.
    std::chrono::milliseconds stop_timeout{20'000};
};

}  // namespace backbone::http
