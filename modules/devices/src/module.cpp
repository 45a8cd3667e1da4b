#include <devices/module.hpp>

#include "admin/use_cases.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

using UseCase = Response (*)(const Dependencies&, const Request&, Context&);

/// A handler out of a use case and what the module was given.
Handler with(const Dependencies& devices, UseCase use_case)
{
    return
        [devices, use_case](const Request& request, Context& context) { return use_case(devices, request, context); };
}

void register_identities(Routes& routes, const Dependencies& devices)
{
    routes.post("/api/v2/Identities", identity_optional, with(devices, create_identity));
    routes.get("/api/v2/Identities/Self", identity_required, get_active_identity);
    routes.get("/api/v2/Identities/IsDeleted", identity_optional, is_identity_deleted);

    routes.patch("/api/v2/Identities/Self/FeatureFlags", identity_required, with(devices, change_feature_flags));
    routes.get("/api/v2/Identities/{address}/FeatureFlags", identity_required, list_feature_flags);

    routes.post("/api/v2/Identities/Self/DeletionProcesses", identity_required, with(devices, start_deletion_process));
    routes.get("/api/v2/Identities/Self/DeletionProcesses", identity_required, list_deletion_processes);
    routes.get("/api/v2/Identities/Self/DeletionProcesses/{id}", identity_required, get_deletion_process);
    routes.put("/api/v2/Identities/Self/DeletionProcesses/{id}/Cancel", identity_required, cancel_deletion_process,
               BodyUse::ignored);
}

void register_devices(Routes& routes, const Dependencies& devices)
{
    routes.post("/api/v2/Devices", identity_required, with(devices, register_device));
    routes.get("/api/v2/Devices", identity_required, list_devices);
    routes.get("/api/v2/Devices/Self", identity_required, get_active_device);
    routes.put("/api/v2/Devices/Self", identity_required, update_active_device);
    routes.put("/api/v2/Devices/Self/Password", identity_required, with(devices, change_password));
    routes.del("/api/v2/Devices/{id}", identity_required, delete_device);

    routes.put("/api/v2/Devices/Self/PushNotifications", identity_required, with(devices, register_for_push));
    routes.del("/api/v2/Devices/Self/PushNotifications", identity_required, unregister_from_push);
}

void register_for_operators(Routes& routes, const Dependencies& devices)
{
    routes.get("/api/v1/Clients", operator_required, admin::list_clients);
    routes.post("/api/v1/Clients", operator_required, with(devices, admin::create_client));
    routes.get("/api/v1/Clients/{clientId}", operator_required, admin::get_client);
    routes.put("/api/v1/Clients/{clientId}", operator_required, with(devices, admin::update_client));
    routes.del("/api/v1/Clients/{clientId}", operator_required, admin::delete_client);
    routes.patch("/api/v1/Clients/{clientId}/ChangeSecret", operator_required,
                 with(devices, admin::change_client_secret));

    routes.get("/api/v1/Tiers", operator_required, admin::list_tiers);
    routes.post("/api/v1/Tiers", operator_required, admin::create_tier);
    routes.del("/api/v1/Tiers/{tierId}", operator_required, admin::delete_tier);

    routes.post("/api/v1/Identities", operator_required, with(devices, admin::create_identity));
    routes.get("/api/v1/Identities/{address}", operator_required, with(devices, admin::get_identity));
    routes.put("/api/v1/Identities/{address}", operator_required, admin::change_tier_of_identity);
    routes.get("/api/v1/Identities/{address}/DeletionProcesses", operator_required, admin::list_deletion_processes);
    routes.get("/api/v1/Identities/{address}/DeletionProcesses/AuditLogs", operator_required, admin::list_audit_log);
    routes.get("/api/v1/Identities/{address}/DeletionProcesses/{id}", operator_required, admin::get_deletion_process);
}

void register_jobs(Registry& registry, const Dependencies& devices)
{
    constexpr std::chrono::hours kInterval{1};
    const IdentityDeletionOptions& options = devices.options.identity_deletion;
    registry.jobs.push_back({"devices.send-grace-period-reminders", kInterval,
                             [&options](JobContext& job) { send_grace_period_reminders(options, job); }});
    registry.jobs.push_back({"devices.delete-identities", kInterval,
                             [&deleters = registry.identity_data_deleters, logger = devices.logger](JobContext& job) {
                                 delete_identities(deleters, logger, job);
                             }});
    registry.jobs.push_back(
        {"devices.delete-expired", kInterval, [&options](JobContext& job) { delete_expired(options, job); }});
}

}  // namespace

void register_devices(Registry& registry, const Dependencies& devices)
{
    registry.consumer.any("/connect/token", with(devices, login));
    register_identities(registry.consumer, devices);
    register_devices(registry.consumer, devices);
    register_for_operators(registry.admin, devices);
    register_jobs(registry, devices);
}

}  // namespace backbone::devices
