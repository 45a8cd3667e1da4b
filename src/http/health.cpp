#include "http/health.hpp"

#include <map>
#include <string>
#include <string_view>

#include <backbone/version.hpp>

namespace backbone::http {
namespace {

Response health_response(bool is_healthy)
{
    return {.status = is_healthy ? 200 : 503,
            .content_type = "text/plain",
            .body = is_healthy ? "Healthy" : "Unhealthy",
            .headers = {{"Cache-Control", "no-store, no-cache"},
                        {"Pragma", "no-cache"},
                        {"Expires", "Thu, 01 Jan 1970 00:00:00 GMT"}}};
}

}  // namespace

void register_health(Routes& routes, const HealthChecks& checks)
{
    routes.probe(
        "/health", [checks](const Request&, Context&) { return health_response(checks.is_healthy()); }, false);
    routes.probe(
        "/health/ready",
        [checks](const Request&, Context&) { return health_response(checks.is_ready() && checks.is_healthy()); },
        false);
    routes.probe(
        "/health/live", [](const Request&, Context&) { return health_response(true); }, true);
}

void register_version(Routes& routes)
{
    const std::string_view kVersion = version();
    const std::string major(kVersion.substr(0, kVersion.find('.')));
    routes.get("/api/v2/Version", anonymous, [major](const Request&, Context&) {
        return ok(std::map<std::string_view, std::string_view>{{"majorVersion", major}});
    });
}

}  // namespace backbone::http
