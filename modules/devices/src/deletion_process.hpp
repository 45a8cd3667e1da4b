#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <backbone/enumeration.hpp>
#include <backbone/json_writer.hpp>
#include <devices/events.hpp>
#include <devices/options.hpp>

namespace backbone::devices {

enum class DeletionProcessStatus : std::uint8_t { active = 1, cancelled = 2, deleting = 10 };

/// The deletion of an identity: wished by its owner, who may call it off until the grace period is over, and then
/// carried out by a job. The members stand in the order of the store's columns. Source: docs/protocol/devices.md §7.
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

/// The end of a grace period of so many days, or of `otherwise` when the owner names none. Any number is taken, also 0
/// and below, which is over at once; absent when the end would lie outside of the years 1 to 9999.
std::optional<Timestamp> end_of_grace_period(Timestamp start, std::optional<double> days, Duration otherwise);

/// How often the owner has been told that the grace period is running out.
enum class Reminder : std::uint8_t { first = 1, second = 2, third = 3 };

/// The one reminder that is to be sent now. A later one makes those before it superfluous
/// (docs/protocol/devices.md §7.7).
std::optional<Reminder> due_reminder(const DeletionProcess& process, const IdentityDeletionOptions& options,
                                     Timestamp now);

}  // namespace backbone::devices

namespace backbone {

template <>
inline constexpr auto kNames<devices::DeletionProcessStatus> = std::to_array<Named<devices::DeletionProcessStatus>>({
    {devices::DeletionProcessStatus::active, "Active"},
    {devices::DeletionProcessStatus::cancelled, "Cancelled"},
    {devices::DeletionProcessStatus::deleting, "Deleting"},
});

}  // namespace backbone
