#pragma once

#include <string_view>

#include <backbone/registry.hpp>

namespace backbone::pages {

/// Which of the two APIs is described.
struct DescribedApi
{
    std::string_view title;
    /// Such as `v2`.
    std::string_view version;
    /// How callers show who they are, in HTML.
    std::string_view authentication;
};

inline constexpr DescribedApi kConsumerApi{"Consumer API", "v2",
                                           "Access tokens come from <code>POST /connect/token</code>."};
inline constexpr DescribedApi kAdminApi{
    "Admin API", "v1",
    "The key of an operator goes into the header <code>X-API-KEY</code>. What changes something needs the cookie that "
    "<code>GET /api/v1/xsrf</code> sets, and its answer in the header <code>X-XSRF-TOKEN</code>."};

/// The description of an API, made of the routes that are registered by now (docs/protocol/http-and-auth.md §15.4).
void register_api_docs(Routes& routes, const DescribedApi& api);

}  // namespace backbone::pages
