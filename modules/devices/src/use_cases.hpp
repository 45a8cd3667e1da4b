#pragma once

#include <devices/module.hpp>

namespace backbone::devices {

Response login(const Dependencies& devices, const Request& request, Context& context);

Response create_identity(const Dependencies& devices, const Request& request, Context& context);
Response get_active_identity(const Request& request, Context& context);
Response is_identity_deleted(const Request& request, Context& context);

Response change_feature_flags(const Dependencies& devices, const Request& request, Context& context);
Response list_feature_flags(const Request& request, Context& context);

Response start_deletion_process(const Dependencies& devices, const Request& request, Context& context);
Response list_deletion_processes(const Request& request, Context& context);
Response get_deletion_process(const Request& request, Context& context);
Response cancel_deletion_process(const Request& request, Context& context);

Response register_device(const Dependencies& devices, const Request& request, Context& context);
Response list_devices(const Request& request, Context& context);
Response get_active_device(const Request& request, Context& context);
Response update_active_device(const Request& request, Context& context);
Response change_password(const Dependencies& devices, const Request& request, Context& context);
Response delete_device(const Request& request, Context& context);

Response register_for_push(const Dependencies& devices, const Request& request, Context& context);
Response unregister_from_push(const Request& request, Context& context);

void send_grace_period_reminders(const IdentityDeletionOptions& options, JobContext& job);
void delete_identities(const std::vector<IdentityDataDeleter>& deleters, const Logger& logger, JobContext& job);
void delete_expired(const IdentityDeletionOptions& options, JobContext& job);

}  // namespace backbone::devices
