// GET /api/v1/Tiers (docs/protocol/admin.md §3.11)
#include <devices/tiers.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {

Response list_tiers(const Request&, Context& context)
{
    return ok(devices::list_tiers(context.queries()));
}

}  // namespace backbone::devices::admin
