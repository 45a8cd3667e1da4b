#pragma once

#include <backbone/context.hpp>
#include <backbone/request.hpp>
#include <backbone/response.hpp>

/// One function a route; each in the file of its name.
namespace backbone::quotas {

Response list_own_quotas(const Request& request, Context& context);

Response get_tier(const Request& request, Context& context);
Response create_tier_quota(const Request& request, Context& context);
Response delete_tier_quota(const Request& request, Context& context);
Response create_individual_quota(const Request& request, Context& context);
Response delete_individual_quota(const Request& request, Context& context);

}  // namespace backbone::quotas
