#include "http/cors.hpp"

#include <algorithm>

#include "http/response_head.hpp"

namespace backbone::http {

Cors::Cors(const CorsOptions& options)
    : options_(options),
      allows_every_origin_(options.allowed_origins.size() == 1 && options.allowed_origins.front() == "*")
{
    for (const std::string& name : options.exposed_headers) {
        if (!exposed_headers_.empty()) exposed_headers_ += ',';
        exposed_headers_ += name;
    }
}

bool Cors::allows(std::string_view origin) const
{
    return allows_every_origin_ ||
           std::ranges::find(options_.allowed_origins, origin) != options_.allowed_origins.end();
}

std::optional<Response> Cors::preflight(const Request& request) const
{
    if (options_.allowed_origins.empty() || request.method != "OPTIONS") return std::nullopt;
    const auto origin = request.header("Origin");
    const auto method = request.header("Access-Control-Request-Method");
    if (!origin || !method) return std::nullopt;

    Response response{.status = 204};
    if (!allows(*origin)) return response;
    response.headers.push_back({"Access-Control-Allow-Methods", std::string(*method)});
    if (const auto headers = request.header("Access-Control-Request-Headers")) {
        response.headers.push_back({"Access-Control-Allow-Headers", std::string(*headers)});
    }
    return response;
}

void Cors::append_headers(const Request& request, std::string& head) const
{
    if (options_.allow_credentials) append_header(head, "Access-Control-Allow-Credentials", "true");
    if (options_.allowed_origins.empty()) return;
    const auto origin = request.header("Origin");
    if (!origin || !allows(*origin)) return;

    append_header(head, "Access-Control-Allow-Origin", allows_every_origin_ ? "*" : *origin);
    if (options_.allowed_origins.size() > 1) append_header(head, "Vary", "Origin");
    const bool is_preflight = request.method == "OPTIONS" && request.header("Access-Control-Request-Method");
    if (!is_preflight && !exposed_headers_.empty()) {
        append_header(head, "Access-Control-Expose-Headers", exposed_headers_);
    }
}

}  // namespace backbone::http
