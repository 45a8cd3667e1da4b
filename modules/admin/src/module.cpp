#include <admin/module.hpp>

#include "daily_counts.hpp"
#include "overview_upkeep.hpp"
#include "use_cases.hpp"
#include "web_interface.hpp"

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
    registry.admin.get("/api/v1/Statistics", operator_required, get_statistics);

    registry.admin.get("/odata/Identities", operator_required, list_identities);
    registry.admin.get("/odata/Identities/$count", operator_required, count_identities);
    registry.admin.get("/odata", anonymous, get_service_document);
    registry.admin.get("/odata/$metadata", anonymous, get_odata_model);

    registry.admin.fall_back([interface = WebInterface(web_files())](const Request& request, Context&) {
        return interface.answer(request);
    });

    keep_overviews(registry.events);
    registry.jobs.push_back({"admin.count-activity", std::chrono::minutes{10}, count_activity});
    registry.jobs.push_back(
        {"admin.delete-old-actions", std::chrono::hours{24},
         [&audit_log = services.audit_log](JobContext& job) { delete_old_actions(audit_log, job); }});
}

}  // namespace backbone::admin
