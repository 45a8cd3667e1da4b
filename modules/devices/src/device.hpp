#pragma once

#include <optional>
#include <string>

#include <backbone/context.hpp>
#include <backbone/json_writer.hpp>

namespace backbone::devices {

using Username = Id<"USR">;

/// A device of an identity together with the user that logs in on it. The members stand in the order of the store's
/// columns. Source: docs/protocol/devices.md §6, §8.
struct Device
{
    DeviceId id;
    IdentityAddress identity;
    Timestamp created_at;
    DeviceId created_by_device;
    std::string communication_language;
    bool is_backup_device = false;
    std::string user_id;
    Username username;
    std::string password_hash;
    /// Set by the first login, which makes the device onboarded.
    std::optional<Timestamp> last_login_at;
};

void write_json(JsonWriter& json, const Device& device);

/// Names are compared trimmed and in any case; ours are ASCII. Empty for text that is too long for a name, since it
/// names nobody either.
std::string normalized_username(std::string_view username);

}  // namespace backbone::devices
