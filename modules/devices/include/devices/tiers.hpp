#pragma once

#include <string>
#include <string_view>

#include <backbone/database.hpp>
#include <devices/events.hpp>

namespace backbone::devices {

inline constexpr std::string_view kBasicTierName = "Basic";
inline constexpr std::string_view kQueuedForDeletionTierId = "TIR00000000000000001";
inline constexpr std::string_view kQueuedForDeletionTierName = "Queued for Deletion";

/// Makes the two tiers that the system itself needs, where they are missing (docs/protocol/devices.md §17).
void seed_tiers(Connection& connection);

}  // namespace backbone::devices
