#pragma once

#include <announcements/announcements.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

/// What tests of announcements begin with, and how they ask.
namespace backbone::testing {

/// An English text for everybody, of which nobody is told.
inline announcements::AnnouncementContent some_content()
{
    return {.severity = announcements::Severity::low,
            .is_silent = true,
            .texts = {{"en", "Title", "Body"}},
            .expires_at = {},
            .actions = {},
            .recipients = {},
            .iql_query = {}};
}

inline announcements::AnnouncementContent content_for(std::vector<IdentityAddress> recipients)
{
    announcements::AnnouncementContent content = some_content();
    content.recipients = std::move(recipients);
    return content;
}

/// As the operator does.
inline announcements::Announcement create(TestDatabase& database, const announcements::AnnouncementContent& content)
{
    return database.connect()->transaction(
        [&](Transaction& tx) { return announcements::create_announcement(tx, "test", content); });
}

inline void delete_as_operator(TestDatabase& database, const announcements::AnnouncementId& id)
{
    database.connect()->transaction([&](Transaction& tx) { announcements::delete_announcement(tx, "test", id); });
}

inline std::string given_announcement(TestDatabase& database, const announcements::AnnouncementContent& content)
{
    return std::string(create(database, content).id.text());
}

inline Answer list(TestApplication& app, const std::optional<Person>& as, std::string_view language = "en")
{
    return app.get("/api/v2/Announcements?language=" + std::string(language), as);
}

inline std::vector<std::string> texts_at(const Answer& answer, std::string_view member)
{
    std::vector<std::string> texts;
    for (std::size_t i = 0; answer.at("result." + std::to_string(i)).is_object(); ++i) {
        texts.push_back(answer.text("result." + std::to_string(i) + "." + std::string(member)));
    }
    return texts;
}

inline std::vector<std::string> visible_to(TestApplication& app, const Person& person)
{
    return texts_at(list(app, person), "id");
}

}  // namespace backbone::testing
