#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <backbone/options.hpp>
#include <backbone/timestamp.hpp>

namespace backbone::devices {

/// How long a deletion of an identity can be called off, and what is told and kept (docs/protocol/devices.md §19).
struct IdentityDeletionOptions
{
    Duration grace_period = std::chrono::hours(14 * 24);
    /// The first, second and third reminder are sent so long before the end of the grace period.
    Duration first_reminder = std::chrono::hours(12 * 24);
    Duration second_reminder = std::chrono::hours(10 * 24);
    Duration third_reminder = std::chrono::hours(5 * 24);
    Duration audit_log_retention = std::chrono::hours(731 * 24);
};

/// A push service whose registrations name an app.
struct AppPushOptions
{
    bool enabled = false;
    /// FCM app ids or APNs bundle ids.
    std::vector<std::string> apps;
};

/// The push platforms for which devices may register (docs/protocol/devices.md §9.7).
struct PushOptions
{
    bool dummy_enabled = false;
    bool sse_enabled = false;
    AppPushOptions fcm;
    AppPushOptions apns;
};

struct NotificationText
{
    std::string title;
    std::string body;
};

/// By language, in two letters; `en` is always among them.
using NotificationTexts = std::map<std::string, NotificationText>;

struct DevicesOptions
{
    std::int32_t max_number_of_feature_flags_per_identity = 200;
    IdentityDeletionOptions identity_deletion;
    PushOptions push;
    /// By the code of the notification.
    std::map<std::string, NotificationTexts> notification_texts;
};

void describe(OptionSection& options, DevicesOptions& devices);

}  // namespace backbone::devices
