#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <backbone/context.hpp>
#include <devices/options.hpp>

namespace backbone::push {

/// What devices are told. Each gets the text in its language, or in English (docs/protocol/devices.md §9.4).
struct Notification
{
    std::string name;
    const devices::NotificationTexts& texts;
};

/// Leaves the notification for all devices of the identities that have registered for a platform which is set up. It is
/// sent after this has returned. There must be at least one identity.
void send(Context& context, const devices::PushOptions& options, const std::vector<IdentityAddress>& identities,
          const Notification& notification);

}  // namespace backbone::push
