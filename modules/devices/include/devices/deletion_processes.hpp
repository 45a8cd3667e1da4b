#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/enumeration.hpp>
#include <backbone/json_writer.hpp>
#include <devices/events.hpp>

/// The deletions of identities as they are shown (docs/protocol/devices.md §7).
namespace backbone::devices {

enum class DeletionProcessStatus : std::uint8_t { active = 1, cancelled = 2, deleting = 10 };

/// The deletion of an identity: wished by its owner, who may call it off until the grace period is over, and then
/// carried out by a job. The members stand in the order of the store's columns.
struct DeletionProcess
{
    DeletionProcessId id;
    IdentityAddress identity;
    DeletionProcessStatus status = DeletionProcessStatus::active;
    Timestamp created_at;
    DeviceId created_by_device;
    /// Absent after the cancellation.
    std::optional<Timestamp> grace_period_ends_at{};
    std::optional<Timestamp> first_reminder_sent_at{};
    std::optional<Timestamp> second_reminder_sent_at{};
    std::optional<Timestamp> third_reminder_sent_at{};
};

void write_json(JsonWriter& json, const DeletionProcess& process);
/// The members alone, for an object that has more of them.
void write_members(JsonWriter& json, const DeletionProcess& process);

using DeletionLogEntryId = Id<"IDA">;

/// An entry of the log of deletions. The members stand in the order of the store's columns.
struct DeletionLogEntry
{
    DeletionLogEntryId id;
    Timestamp created_at;
    std::optional<DeletionProcessStatus> old_status;
    std::optional<DeletionProcessStatus> new_status;
    /// Such as `StartedByOwner`.
    std::string message_key;
    /// The text of a JSON object.
    std::optional<std::string> additional_data;
};

void write_json(JsonWriter& json, const DeletionLogEntry& entry);

/// The processes of an identity, newest first; a thousand at most. Throws Error when there is no such identity.
std::vector<DeletionProcess> deletion_processes_of(Queries& queries, const IdentityAddress& identity);
/// Throws Error when there is no such identity or process.
DeletionProcess deletion_process_of(Queries& queries, const IdentityAddress& identity, const DeletionProcessId& id);

/// What is known of the deletions of an identity that exists, existed, or never did; oldest first, of the newest two
/// thousand. Costs some twenty milliseconds; in a request, call Context::need_slow_lane first.
std::vector<DeletionLogEntry> deletion_log_of(Queries& queries, const IdentityAddress& identity);
/// The entries of one process, oldest first; the newest two thousand.
std::vector<DeletionLogEntry> deletion_log_of(Queries& queries, const DeletionProcessId& process);

}  // namespace backbone::devices

namespace backbone {

template <>
inline constexpr auto kNames<devices::DeletionProcessStatus> = std::to_array<Named<devices::DeletionProcessStatus>>({
    {devices::DeletionProcessStatus::active, "Active"},
    {devices::DeletionProcessStatus::cancelled, "Cancelled"},
    {devices::DeletionProcessStatus::deleting, "Deleting"},
});

}  // namespace backbone
