#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include <devices/options.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/relationship_rows.hpp"
#include "support/rows.hpp"

/// What tests of pushes begin with.
namespace backbone::testing {

/// The platform `dummy`, and the text `TestCode` in English and German.
inline void with_dummy_platform(Configuration& configuration)
{
    auto& devices = configuration.modules.get<devices::DevicesOptions>();
    devices.push.dummy_enabled = true;
    devices.push.sse_enabled = true;
    devices.notification_texts["TestCode"] = {{"en", {"Hello", "World"}}, {"de", {"Hallo", "Welt"}}};
}

inline std::string given_registration(TestApplication& app, const Person& person, std::string_view platform = "dummy")
{
    const Answer answer =
        app.put("/api/v2/Devices/Self/PushNotifications",
                fmt::format(R"({{"platform":"{}","handle":"handle-0123456789","appId":"app"}})", platform), person);
    return answer.text("result.devicePushIdentifier");
}

/// What is waiting to be pushed.
inline std::vector<std::string> pushes(TestDatabase& database)
{
    return texts_in(database, "SELECT payload FROM outbox WHERE topic = 'push.dummy' ORDER BY payload");
}

inline std::string push_of(std::string_view notification, std::string_view identifier, std::string_view title,
                           std::string_view body)
{
    return fmt::format(R"({{"notification":"{}","devicePushIdentifier":"{}","title":"{}","body":"{}"}})", notification,
                       identifier, title, body);
}

}  // namespace backbone::testing
