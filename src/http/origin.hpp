#pragma once

#include <string>
#include <string_view>

#include <backbone/request.hpp>

namespace backbone::http {

/// The other end of a connection.
struct Peer
{
    std::string address;
    /// Its `X-Forwarded-*` headers are believed.
    bool is_trusted_proxy = false;
    bool uses_tls = false;
    /// Our own address and port, for a request that names no host.
    std::string local_host;
};

/// Sets the request's base URL, from the host that the request names and from forwarded headers, of which the last
/// value counts (docs/protocol/http-and-auth.md §3.4).
void set_base_url(Request& request, std::string_view host, const Peer& peer);

/// Where the request came from before it reached a trusted proxy.
std::string_view client_address(const Request& request, const Peer& peer);

}  // namespace backbone::http
