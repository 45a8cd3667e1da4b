#pragma once

#include <array>
#include <cstdint>

#include <backbone/enumeration.hpp>
#include <backbone/id.hpp>

/// Other modules may read these columns in their own statements; nothing else:
///   push_registrations   device_id, identity_address, push_identifier, platform (by its name)
///   devices              id, communication_language
namespace backbone::devices {

/// Tells a device which of its identities a push is about (docs/protocol/devices.md §9.1).
using PushIdentifier = Id<"DPI">;

enum class PushPlatform : std::uint8_t { fcm, apns, dummy, sse };

}  // namespace backbone::devices

namespace backbone {

template <>
inline constexpr auto kNames<devices::PushPlatform> = std::to_array<Named<devices::PushPlatform>>({
    {devices::PushPlatform::fcm, "fcm"},
    {devices::PushPlatform::apns, "apns"},
    {devices::PushPlatform::dummy, "dummy"},
    {devices::PushPlatform::sse, "sse"},
});

}  // namespace backbone
