#include "announcement_push.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <announcements/announcements.hpp>

#include "notification.hpp"

namespace backbone::push {
namespace {

using announcements::Announcement;
using announcements::AnnouncementId;

constexpr std::size_t kBatch = 500;
/// Of a title or body, in bytes. The push services take less than 4 KiB altogether.
constexpr std::size_t kMaximumText = 1000;

constexpr Statement kSelectNextDevices{"push.select_next_devices", R"(
    SELECT r.device_id, r.push_identifier, r.platform, d.communication_language
    FROM push_registrations r JOIN devices d ON d.id = r.device_id
    WHERE r.device_id > :after
    ORDER BY r.device_id {limit :batch})"};

constexpr Statement kSelectNextDevicesOf{"push.select_next_devices_of", R"(
    SELECT r.device_id, r.push_identifier, r.platform, d.communication_language
    FROM push_registrations r JOIN devices d ON d.id = r.device_id
    WHERE r.identity_address IN ({list identities}) AND r.device_id > :after
    ORDER BY r.device_id {limit :batch})"};

constexpr std::string_view kEverybody = "everybody";
constexpr std::string_view kChosen = "chosen";

struct NextDevice
{
    DeviceId id;
    RegisteredDevice registered;
};

/// Which announcement to push, and to which devices: those behind `last_device`, or all.
struct Task
{
    AnnouncementId announcement;
    /// Kept here, since chosen recipients may be deleted meanwhile.
    bool is_for_everybody = false;
    DeviceId last_device;

    OutboxMessage message() const
    {
        return {
            std::string(kAnnouncementTopic),
            fmt::format("{} {} {}", announcement.text(), is_for_everybody ? kEverybody : kChosen, last_device.text())};
    }

    static Task of(const OutboxMessage& message)
    {
        std::string_view text = message.payload;
        const auto next_word = [&] {
            const std::string_view word = text.substr(0, text.find(' '));
            text.remove_prefix(std::min(word.size() + 1, text.size()));
            return word;
        };
        const auto announcement = AnnouncementId::parse(next_word()).value();
        const bool is_for_everybody = next_word() == kEverybody;
        return {announcement, is_for_everybody, DeviceId::parse(next_word()).value_or(DeviceId{})};
    }
};

std::string shortened(const std::string& text)
{
    if (text.size() <= kMaximumText) return text;
    constexpr std::string_view kEllipsis = "…";
    std::size_t end = kMaximumText - kEllipsis.size();
    const auto is_inside_of_character = [&] { return (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U; };
    while (is_inside_of_character()) --end;
    return text.substr(0, end).append(kEllipsis);
}

devices::NotificationTexts texts_of(const Announcement& announcement)
{
    devices::NotificationTexts texts;
    for (const auto& [language, title, body] : announcement.content.texts) {
        texts[language] = {shortened(title), shortened(body)};
    }
    return texts;
}

std::string payload_of(const Announcement& announcement)
{
    std::string payload;
    JsonWriter json(payload);
    json.object([&] { json.member("announcementId", announcement.id); });
    return payload;
}

std::vector<NextDevice> select_next_devices(Queries& queries, const Announcement& announcement, const Task& task)
{
    if (task.is_for_everybody) return queries.select<NextDevice>(kSelectNextDevices, task.last_device, kBatch);
    return queries.select<NextDevice>(kSelectNextDevicesOf, List(announcement.content.recipients), task.last_device,
                                      kBatch);
}

}  // namespace

void begin_to_push(const devices::PushOptions& options, const announcements::AnnouncementCreated& event,
                   Transaction& tx)
{
    if (event.is_silent || !options.dummy_enabled) return;
    tx.enqueue(Task{event.id, event.recipients.empty(), {}}.message());
}

void push_to_next_devices(Database& database, const OutboxMessage& message)
{
    const Task task = Task::of(message);
    database.connect()->transaction([&](Transaction& tx) {
        const auto announcement = announcements::find_announcement(tx, task.announcement);
        if (!announcement) return;
        const auto texts = texts_of(*announcement);
        const Notification notification{"NewAnnouncement", texts, payload_of(*announcement)};
        const auto devices = select_next_devices(tx, *announcement, task);
        for (const NextDevice& device : devices) {
            if (is_served(device.registered)) tx.enqueue(message_for(device.registered, notification));
        }
        if (devices.size() == kBatch)
            tx.enqueue(Task{task.announcement, task.is_for_everybody, devices.back().id}.message());
    });
}

}  // namespace backbone::push
