#pragma once

#include <string>

#include <fmt/format.h>

#include "support/application.hpp"
#include "support/outcome.hpp"

/// What tests of the deletion of identities begin with, and how they ask.
namespace backbone::testing {

inline constexpr Duration kDay = std::chrono::hours(24);
inline constexpr std::string_view kDeletionProcesses = "/api/v2/Identities/Self/DeletionProcesses";
inline constexpr std::string_view kDeletionJob = "devices.delete-identities";
inline constexpr std::string_view kReminderJob = "devices.send-grace-period-reminders";

inline Answer start_deletion(TestApplication& app, const Person& person, std::string_view body = "{}")
{
    return app.post(std::string(kDeletionProcesses), std::string(body), person);
}

/// The id of a new deletion process with a grace period of so many days.
inline std::string given_deletion(TestApplication& app, const Person& person, double days = 0)
{
    return start_deletion(app, person, fmt::format(R"({{"lengthOfGracePeriodInDays":{}}})", days)).text("result.id");
}

inline std::string deletion_path(const std::string& id)
{
    return std::string(kDeletionProcesses) + "/" + id;
}

inline Answer cancel_deletion(TestApplication& app, const Person& person, const std::string& id)
{
    return app.put(deletion_path(id) + "/Cancel", "{}", person);
}

inline Answer is_deleted(TestApplication& app, const std::string& username)
{
    return app.get("/api/v2/Identities/IsDeleted?username=" + username);
}

}  // namespace backbone::testing
