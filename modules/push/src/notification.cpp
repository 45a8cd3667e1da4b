#include "notification.hpp"

#include <backbone/json_writer.hpp>
#include <backbone/language.hpp>

#include "dummy.hpp"

namespace backbone::push {
namespace {

constexpr Statement kSelectDevices{"push.select_devices", R"(
    SELECT r.push_identifier, r.platform, d.communication_language
    FROM push_registrations r JOIN devices d ON d.id = r.device_id
    WHERE r.identity_address IN ({list identities}))"};

/// Of an identity there are few devices, so those of other platforms are left out here rather than by the statement.
std::vector<RegisteredDevice> select_devices(Queries& queries, const std::vector<IdentityAddress>& identities)
{
    auto devices = queries.select<RegisteredDevice>(kSelectDevices, List(identities));
    std::erase_if(devices, [](const RegisteredDevice& device) { return !is_served(device); });
    return devices;
}

const devices::NotificationText& text_for(const RegisteredDevice& device, const devices::NotificationTexts& texts)
{
    const auto text = texts.find(device.language);
    return text == texts.end() ? texts.at(std::string(kDefaultLanguage)) : text->second;
}

}  // namespace

bool is_served(const RegisteredDevice& device)
{
    return device.platform == name_of(devices::PushPlatform::dummy);
}

OutboxMessage message_for(const RegisteredDevice& device, const Notification& notification)
{
    const devices::NotificationText& text = text_for(device, notification.texts);
    OutboxMessage message{std::string(kDummyTopic), {}};
    JsonWriter json(message.payload);
    json.object([&] {
        json.member("notification", notification.name);
        json.member("devicePushIdentifier", device.push_identifier);
        json.member("title", text.title);
        json.member("body", text.body);
        if (notification.payload.empty()) return;
        json.key("payload");
        json.raw(notification.payload);
    });
    return message;
}

void send(Context& context, const devices::PushOptions& options, const std::vector<IdentityAddress>& identities,
          const Notification& notification)
{
    if (!options.dummy_enabled) return;
    const auto devices = select_devices(context.queries(), identities);
    if (devices.empty()) return;
    context.transaction([&](Transaction& tx) {
        for (const RegisteredDevice& device : devices) tx.enqueue(message_for(device, notification));
    });
}

}  // namespace backbone::push
