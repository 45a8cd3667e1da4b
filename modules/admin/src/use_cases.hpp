#pragma once

#include <admin/options.hpp>
#include <backbone/operators.hpp>
#include <backbone/registry.hpp>

/// One function a route, or what makes one where it needs more than the request.
namespace backbone::admin {

Response get_xsrf_pair(const Operators& operators, const Request& request, Context& context);
Response validate_api_key(Operators& operators, const Request& request, Context& context);
Response list_metrics(const Request& request, Context& context);
Response list_operator_actions(const Request& request, Context& context);
Response get_statistics(const Request& request, Context& context);

Response list_identities(const Request& request, Context& context);
Response count_identities(const Request& request, Context& context);
Response get_service_document(const Request& request, Context& context);
Response get_odata_model(const Request& request, Context& context);

void delete_old_actions(const AuditLogOptions& options, JobContext& job);

}  // namespace backbone::admin
