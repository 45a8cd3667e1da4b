#include "http/origin.hpp"

#include <backbone/binding.hpp>

#include "http/ip_address.hpp"
#include "http/request_target.hpp"

namespace backbone::http {
namespace {

std::string_view last_value(const Request& request, std::string_view name)
{
    for (auto header = request.headers.rbegin(); header != request.headers.rend(); ++header) {
        if (!input::equal_ignoring_case(header->name, name)) continue;
        std::string_view value = header->value;
        value.remove_prefix(value.rfind(',') + 1);
        value.remove_prefix(std::min(value.find_first_not_of(" \t"), value.size()));
        return value;
    }
    return {};
}

}  // namespace

void set_base_url(Request& request, std::string_view host, const Peer& peer)
{
    std::string_view scheme = peer.uses_tls ? "https" : "http";
    if (host.empty()) host = peer.local_host;
    if (peer.is_trusted_proxy) {
        const std::string_view forwarded_scheme = last_value(request, "X-Forwarded-Proto");
        for (const std::string_view known : {"http", "https"}) {
            if (input::equal_ignoring_case(forwarded_scheme, known)) scheme = known;
        }
        const std::string_view forwarded_host = last_value(request, "X-Forwarded-Host");
        if (is_host(forwarded_host)) host = forwarded_host;
    }
    request.base_url.clear();
    request.base_url.append(scheme).append("://").append(host);
}

std::string_view client_address(const Request& request, const Peer& peer)
{
    if (peer.is_trusted_proxy) {
        const std::string_view forwarded = last_value(request, "X-Forwarded-For");
        if (IpAddress::parse(forwarded)) return forwarded;
    }
    return peer.address;
}

}  // namespace backbone::http
