#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <backbone/context.hpp>
#include <backbone/enumeration.hpp>
#include <devices/options.hpp>
#include <devices/push_registrations.hpp>

namespace backbone::devices {

enum class PushEnvironment : std::uint8_t { development = 0, production = 1 };

/// Where pushes for a device go; at most one for each device. Source: docs/protocol/devices.md §9.1.
struct PushRegistration
{
    DeviceId device;
    IdentityAddress identity;
    PushPlatform platform;
    /// Empty where the platform needs none.
    std::string handle;
    std::string app_id;
    PushEnvironment environment;
    Timestamp updated_at;
};

/// Whether devices with this app may register for the platform.
bool is_supported(const PushOptions& options, PushPlatform platform, const std::string& app_id);

/// Whether the platform reaches a device by a handle of its own.
constexpr bool needs_handle(PushPlatform platform)
{
    return platform == PushPlatform::fcm || platform == PushPlatform::apns;
}

}  // namespace backbone::devices

namespace backbone {

template <>
inline constexpr auto kNames<devices::PushEnvironment> = std::to_array<Named<devices::PushEnvironment>>({
    {devices::PushEnvironment::development, "Development"},
    {devices::PushEnvironment::production, "Production"},
});

}  // namespace backbone
