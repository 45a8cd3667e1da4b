#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include <backbone/base64url.hpp>
#include <backbone/enumeration.hpp>

#include "deletion_process.hpp"

namespace backbone::devices {

/// What happened to the deletion of an identity.
enum class AuditMessage : std::uint8_t {
    started_by_owner = 1,
    cancelled_by_owner = 5,
    first_reminder_sent = 11,
    second_reminder_sent = 12,
    third_reminder_sent = 13,
    data_deleted = 14,
    deletion_completed = 15,
    error_during_deletion = 16,
    deletion_started = 17
};

/// An entry of the log that outlives the identity; it knows the identity and its device only by their hashes.
/// Source: docs/protocol/devices.md §7.6.
struct AuditLogEntry
{
    AuditMessage message;
    Timestamp created_at;
    Base64Url identity;
    std::optional<Base64Url> device{};
    std::optional<DeletionProcessId> process{};
    std::optional<DeletionProcessStatus> old_status{};
    std::optional<DeletionProcessStatus> new_status{};
    /// JSON text.
    std::optional<std::string> additional_data{};
};

AuditMessage message_of(Reminder reminder);

/// The hash that stands for an address, a device id or a user name. Costs some twenty milliseconds; in a request, call
/// Context::need_slow_lane first.
Base64Url audit_hash(std::string_view identifier);

/// The additional data of data_deleted and of error_during_deletion.
std::string aggregate_type(std::string_view aggregate);
std::string error_message(std::string_view message);

}  // namespace backbone::devices

namespace backbone {

template <>
inline constexpr auto kNames<devices::AuditMessage> = std::to_array<Named<devices::AuditMessage>>({
    {devices::AuditMessage::started_by_owner, "StartedByOwner"},
    {devices::AuditMessage::cancelled_by_owner, "CancelledByOwner"},
    {devices::AuditMessage::first_reminder_sent, "GracePeriodReminder1Sent"},
    {devices::AuditMessage::second_reminder_sent, "GracePeriodReminder2Sent"},
    {devices::AuditMessage::third_reminder_sent, "GracePeriodReminder3Sent"},
    {devices::AuditMessage::data_deleted, "DataDeleted"},
    {devices::AuditMessage::deletion_completed, "DeletionCompleted"},
    {devices::AuditMessage::error_during_deletion, "ErrorDuringDeletion"},
    {devices::AuditMessage::deletion_started, "DeletionStarted"},
});

}  // namespace backbone
