#pragma once

#include <cstdint>
#include <optional>

#include <devices/deletion_processes.hpp>
#include <devices/options.hpp>

namespace backbone::devices {

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
