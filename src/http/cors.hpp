#pragma once

#include <optional>
#include <string>

#include <backbone/request.hpp>
#include <backbone/response.hpp>

#include "http/options.hpp"

namespace backbone::http {

/// Cross-origin requests of browsers (docs/protocol/http-and-auth.md §3.3).
class Cors
{
  public:
    explicit Cors(const CorsOptions& options);

    /// The answer to a preflight; absent for any other request, and without allowed origins.
    std::optional<Response> preflight(const Request& request) const;

    /// Appends what the answer to this request needs, as header lines.
    void append_headers(const Request& request, std::string& head) const;

  private:
    bool allows(std::string_view origin) const;

    CorsOptions options_;
    bool allows_every_origin_;
    std::string exposed_headers_;
};

}  // namespace backbone::http
