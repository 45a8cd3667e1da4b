#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <backbone/context.hpp>
#include <devices/options.hpp>
#include <devices/push_registrations.hpp>

namespace backbone::push {

/// What devices are told. Each gets the text in its language, or in English (docs/protocol/devices.md §9.4).
struct Notification
{
    std::string name;
    const devices::NotificationTexts& texts;
    /// What apps are told beside the text, as JSON (§9.5); empty where there is nothing.
    std::string payload{};
};

/// A device that registered for pushes. The members stand in the order of the statements' columns.
struct RegisteredDevice
{
    devices::PushIdentifier push_identifier;
    std::string platform;
    std::string language;
};

/// Whether it registered for a platform that is served.
bool is_served(const RegisteredDevice& device);

OutboxMessage message_for(const RegisteredDevice& device, const Notification& notification);

/// Leaves the notification for all devices of the identities that have registered for a platform which is set up. It is
/// sent after this has returned. There must be at least one identity.
void send(Context& context, const devices::PushOptions& options, const std::vector<IdentityAddress>& identities,
          const Notification& notification);

}  // namespace backbone::push
