#pragma once

#include <functional>

#include <backbone/registry.hpp>

namespace backbone::http {

/// What the probes ask. Both are called from several threads.
struct HealthChecks
{
    /// Whether what the API works on can be used, such as the database.
    std::function<bool()> is_healthy;
    /// False while the program starts or stops.
    std::function<bool()> is_ready;
};

/// `/health` as the reference has it (docs/protocol/http-and-auth.md §15.1), `/health/ready` to be asked by a gateway,
/// and
/// `/health/live`, which answers however busy the server is.
void register_health(Routes& routes, const HealthChecks& checks);

/// `GET /api/v2/Version` (docs/protocol/http-and-auth.md §16).
void register_version(Routes& routes);

}  // namespace backbone::http
