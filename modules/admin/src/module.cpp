#include <admin/module.hpp>

#include "use_cases.hpp"

namespace backbone::admin {

void register_admin(Registry& registry, const AdminServices& services)
{
    Operators& operators = services.operators;
    registry.admin.get("/api/v1/xsrf", operator_optional, [&operators](const Request& request, Context& context) {
        return get_xsrf_pair(operators, request, context);
    });
    registry.admin.post("/api/v1/ValidateApiKey", operator_optional,
                        [&operators](const Request& request, Context& context) {
                            return validate_api_key(operators, request, context);
                        });
    registry.admin.get("/api/v1/Metrics", operator_required, list_metrics);
    registry.admin.get("/api/v1/OperatorActions", operator_required, list_operator_actions);
}

}  // namespace backbone::admin
