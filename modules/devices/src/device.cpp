#include "device.hpp"

#include <algorithm>

#include <devices/identity_directory.hpp>

namespace backbone::devices {

namespace {

void write_shown(JsonWriter& json, const auto& device)
{
    json.object([&] {
        json.member("id", device.id);
        json.member("username", device.username);
        json.member("createdAt", device.created_at);
        json.member("createdByDevice", device.created_by_device);
        json.key("lastLogin");
        if (device.last_login_at) {
            json.object([&] { json.member("time", *device.last_login_at); });
        } else {
            json.write(nullptr);
        }
        json.member("communicationLanguage", device.communication_language);
        json.member("isBackupDevice", device.is_backup_device);
    });
}

}  // namespace

void write_json(JsonWriter& json, const Device& device)
{
    write_shown(json, device);
}

void write_json(JsonWriter& json, const ListedDevice& device)
{
    write_shown(json, device);
}

std::string normalized_username(std::string_view username)
{
    constexpr std::string_view kBlank = " \t\r\n\v\f";
    const std::size_t first = std::min(username.find_first_not_of(kBlank), username.size());
    std::string normalized(username.substr(first, username.find_last_not_of(kBlank) + 1 - first));
    if (normalized.size() > kIdLength) return {};
    std::ranges::transform(normalized, normalized.begin(),
                           [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return normalized;
}

}  // namespace backbone::devices
