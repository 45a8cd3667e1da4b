#include <devices/deletion_processes.hpp>

#include <algorithm>

#include <backbone/error.hpp>

#include "audit_log_store.hpp"
#include "deletion_process_store.hpp"
#include "identity_store.hpp"

namespace backbone::devices {
namespace {

/// Clients want text, also for no status.
std::string_view text_of(const std::optional<DeletionProcessStatus>& status)
{
    return status ? name_of(*status) : std::string_view{};
}

}  // namespace

void write_members(JsonWriter& json, const DeletionProcess& process)
{
    json.member("id", process.id);
    json.member("status", process.status);
    json.member("createdAt", process.created_at);
    json.member("createdByDevice", process.created_by_device);
    // There is no approval any more; clients still read its members.
    json.member("approvedAt", process.created_at);
    json.member("approvedByDevice", process.created_by_device);
    json.member("gracePeriodEndsAt", process.grace_period_ends_at);
    json.member("gracePeriodReminder1SentAt", process.first_reminder_sent_at);
    json.member("gracePeriodReminder2SentAt", process.second_reminder_sent_at);
    json.member("gracePeriodReminder3SentAt", process.third_reminder_sent_at);
}

void write_json(JsonWriter& json, const DeletionProcess& process)
{
    json.object([&] { write_members(json, process); });
}

void write_json(JsonWriter& json, const DeletionLogEntry& entry)
{
    json.object([&] {
        json.member("id", entry.id);
        json.member("createdAt", entry.created_at);
        json.member("oldStatus", text_of(entry.old_status));
        json.member("newStatus", text_of(entry.new_status));
        json.key("additionalData");
        json.raw(entry.additional_data ? std::string_view(*entry.additional_data) : "{}");
        json.member("messageKey", entry.message_key);
    });
}

std::vector<DeletionProcess> deletion_processes_of(Queries& queries, const IdentityAddress& identity)
{
    auto processes = deletion_process_store::select_of(queries, identity);
    if (processes.empty() && !identity_store::exists(queries, identity)) throw not_found("Identity");
    std::ranges::reverse(processes);
    return processes;
}

DeletionProcess deletion_process_of(Queries& queries, const IdentityAddress& identity, const DeletionProcessId& id)
{
    const auto process = deletion_process_store::find_of(queries, id, identity);
    if (process) return *process;
    throw not_found(identity_store::exists(queries, identity) ? "IdentityDeletionProcess" : "Identity");
}

std::vector<DeletionLogEntry> deletion_log_of(Queries& queries, const IdentityAddress& identity)
{
    return audit_log_store::select_of(queries, audit_hash(identity.text()));
}

std::vector<DeletionLogEntry> deletion_log_of(Queries& queries, const DeletionProcessId& process)
{
    return audit_log_store::select_of(queries, process);
}

}  // namespace backbone::devices
