#pragma once

#include <devices/module.hpp>

/// What operators do by the Admin API (docs/protocol/admin.md §3).
namespace backbone::devices::admin {

Response list_clients(const Request& request, Context& context);
Response get_client(const Request& request, Context& context);
Response create_client(const Dependencies& devices, const Request& request, Context& context);
Response update_client(const Dependencies& devices, const Request& request, Context& context);
Response change_client_secret(const Dependencies& devices, const Request& request, Context& context);
Response delete_client(const Request& request, Context& context);

Response list_tiers(const Request& request, Context& context);
Response create_tier(const Request& request, Context& context);
Response delete_tier(const Request& request, Context& context);

Response create_identity(const Dependencies& devices, const Request& request, Context& context);
Response get_identity(const Dependencies& devices, const Request& request, Context& context);
Response change_tier_of_identity(const Request& request, Context& context);

Response list_deletion_processes(const Request& request, Context& context);
Response get_deletion_process(const Request& request, Context& context);
Response list_audit_log(const Request& request, Context& context);

}  // namespace backbone::devices::admin
