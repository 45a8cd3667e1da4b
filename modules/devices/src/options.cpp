#include <devices/options.hpp>

#include <backbone/language.hpp>

namespace backbone::devices {
namespace {

void describe_apps(OptionSection& options, std::string_view ids, AppPushOptions& push)
{
    options.value("enabled", push.enabled);
    options.list(ids, push.apps);
    options.check(ids, !push.enabled || !push.apps.empty(), "must not be empty when the platform is enabled");
}

}  // namespace

void describe(OptionSection& options, IdentityDeletionOptions& deletion)
{
    options.value("grace_period", deletion.grace_period);
    options.section("reminders_before_end", [&](OptionSection& reminders) {
        reminders.value("first", deletion.first_reminder);
        reminders.value("second", deletion.second_reminder);
        reminders.value("third", deletion.third_reminder);
        reminders.check("second", deletion.second_reminder <= deletion.first_reminder, "must not be above first");
        reminders.check("third", deletion.third_reminder <= deletion.second_reminder, "must not be above second");
    });
    options.value("audit_log_retention", deletion.audit_log_retention);
}

void describe(OptionSection& options, PushOptions& push)
{
    options.section("dummy", [&](OptionSection& dummy) {
        dummy.value("enabled", push.dummy_enabled);
        dummy.check("enabled", !push.dummy_enabled || options.landscape() != Landscape::prod,
                    "must be false in the landscape prod: this platform delivers nothing");
    });
    options.section("sse", [&](OptionSection& sse) { sse.value("enabled", push.sse_enabled); });
    options.section("fcm", [&](OptionSection& fcm) { describe_apps(fcm, "apps", push.fcm); });
    options.section("apns", [&](OptionSection& apns) { describe_apps(apns, "bundles", push.apns); });
}

void describe(OptionSection& options, NotificationText& text)
{
    options.value("title", text.title, kNotEmpty);
    options.value("body", text.body, kNotEmpty);
}

void describe(OptionSection& options, DevicesOptions& devices)
{
    options.value("max_number_of_feature_flags_per_identity", devices.max_number_of_feature_flags_per_identity,
                  {.minimum = 1});
    options.section("identity_deletion", devices.identity_deletion);
    options.section("push", devices.push);
    options.map("notification_texts", devices.notification_texts);
    for (const auto& [code, texts] : devices.notification_texts) {
        options.check("notification_texts", code.size() >= 3,
                      "has the code '" + code + "', which must be of at least 3 characters");
        options.check("notification_texts", texts.contains(std::string(kDefaultLanguage)),
                      "has no 'en' for the code '" + code + "'");
        for (const auto& [language, text] : texts) {
            options.check("notification_texts", is_language(language),
                          "has '" + language + "', which is no known language");
        }
    }
}

}  // namespace backbone::devices
