// What is checked at the start (docs/protocol/devices.md §9.7)
#include <devices/push.hpp>

#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "push_registration_store.hpp"

namespace backbone::devices {
namespace {

std::vector<std::string> missing_apps(Queries& queries, const PushOptions& options, PushPlatform platform)
{
    std::vector<std::string> missing;
    std::string last;
    while (auto app = push_registration_store::next_app(queries, platform, last)) {
        last = std::move(*app);
        if (!is_supported(options, platform, last)) missing.push_back(last);
    }
    return missing;
}

void require_apps(Queries& queries, const PushOptions& options, PushPlatform platform)
{
    const auto missing = missing_apps(queries, options, platform);
    if (missing.empty()) return;
    throw std::runtime_error(fmt::format("devices.push.{} lacks apps for which devices are registered: {}",
                                         name_of(platform), fmt::join(missing, ", ")));
}

}  // namespace

void require_apps_in_use(Connection& connection, const PushOptions& options)
{
    if (options.fcm.enabled) require_apps(connection.queries(), options, PushPlatform::fcm);
    if (options.apns.enabled) require_apps(connection.queries(), options, PushPlatform::apns);
}

}  // namespace backbone::devices
