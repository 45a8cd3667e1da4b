#pragma once

#include <string_view>

#include <backbone/database.hpp>
#include <backbone/log.hpp>

namespace backbone::push {

/// Of messages for devices that registered for the platform `dummy`.
inline constexpr std::string_view kDummyTopic = "push.dummy";

/// The platform for development and tests: says what would be sent, and is done (docs/protocol/devices.md §9.6).
void deliver_to_dummy(const Logger& logger, const OutboxMessage& message);

}  // namespace backbone::push
