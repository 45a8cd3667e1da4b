#include "push_registration.hpp"

#include <algorithm>

namespace backbone::devices {
namespace {

bool supports(const AppPushOptions& options, const std::string& app_id)
{
    return options.enabled && std::ranges::find(options.apps, app_id) != options.apps.end();
}

}  // namespace

bool is_supported(const PushOptions& options, PushPlatform platform, const std::string& app_id)
{
    switch (platform) {
        case PushPlatform::fcm:
            return supports(options.fcm, app_id);
        case PushPlatform::apns:
            return supports(options.apns, app_id);
        case PushPlatform::dummy:
            return options.dummy_enabled;
        case PushPlatform::sse:
            return options.sse_enabled;
    }
    return false;
}

}  // namespace backbone::devices
