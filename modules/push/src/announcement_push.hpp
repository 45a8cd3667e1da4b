#pragma once

#include <string_view>

#include <announcements/events.hpp>
#include <backbone/database.hpp>
#include <devices/options.hpp>

/// How all devices learn of an announcement (docs/protocol/announcements-and-tags.md §5): what publishes it leaves one
/// outbox message, whose delivery makes the pushes for some devices and leaves the message for the next ones.
namespace backbone::push {

inline constexpr std::string_view kAnnouncementTopic = "push.announcement";

/// Leaves the first of these messages, unless nobody is to be told.
void begin_to_push(const devices::PushOptions& options, const announcements::AnnouncementCreated& event,
                   Transaction& tx);

/// Delivers one of these messages. An announcement that is gone is not told any more.
void push_to_next_devices(Database& database, const OutboxMessage& message);

}  // namespace backbone::push
