#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>

#include <relationships/events.hpp>
#include <relationships/options.hpp>

#include "integration/synchronization/given.hpp"
#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

/// What tests of relationships and their templates begin with, and how they ask.
namespace backbone::testing {

inline constexpr std::string_view kTemplates = "/api/v2/RelationshipTemplates";
inline constexpr std::string_view kRelationships = "/api/v2/Relationships";
/// What a password is in the body of a template, and in the query of who reads it.
inline constexpr std::string_view kWithPassword = R"(,"password":"cGFzc3dvcmQ")";
inline constexpr std::string_view kRightPassword = "?password=cGFzc3dvcmQ%3D";
inline constexpr std::string_view kWrongPassword = "?password=AAAA";

inline std::string template_path(const std::string& id, std::string_view query = "")
{
    return fmt::format("{}/{}{}", kTemplates, id, query);
}

inline std::string relationship_path(const std::string& id, std::string_view action = "")
{
    return fmt::format("{}/{}{}{}", kRelationships, id, action.empty() ? "" : "/", action);
}

inline std::string for_identity(const Person& person)
{
    return fmt::format(R"(,"forIdentity":"{}")", person.address.text());
}

/// `members` are those beside the content, such as `,"maxNumberOfAllocations":1`.
inline std::string given_template(TestApplication& app, const Person& owner, std::string_view members = "")
{
    return app.post(std::string(kTemplates), fmt::format(R"({{"content":"AQID"{}}})", members), owner)
        .text("result.id");
}

inline std::string read_template(TestApplication& app, const Person& reader, const std::string& id,
                                 std::string_view query = "")
{
    return outcome_of(app.get(template_path(id, query), reader));
}

inline Answer request_relationship(TestApplication& app, const Person& from, const std::string& relationship_template)
{
    return app.post(std::string(kRelationships),
                    fmt::format(R"({{"relationshipTemplateId":"{}","creationContent":"AQID"}})", relationship_template),
                    from);
}

inline Answer act(TestApplication& app, const Person& actor, const std::string& relationship, std::string_view action)
{
    return app.put(relationship_path(relationship, action), "{}", actor);
}

/// A pending relationship, from a new template of the other one; answers its id.
inline std::string given_relationship(TestApplication& app, const Person& from, const Person& to)
{
    return request_relationship(app, from, given_template(app, to)).text("result.id");
}

/// A step on the way to a state, such as `from Revoke` or `to Accept`.
inline Answer take_step(TestApplication& app, const Person& from, const Person& to, const std::string& relationship,
                        std::string_view step)
{
    const bool by_creator = step.starts_with("from ");
    return act(app, by_creator ? from : to, relationship, step.substr(step.find(' ') + 1));
}

/// A relationship that has gone these steps.
inline std::string given_relationship(TestApplication& app, const Person& from, const Person& to,
                                      const std::vector<std::string>& steps)
{
    const std::string id = given_relationship(app, from, to);
    for (const std::string& step : steps) {
        const Answer answer = take_step(app, from, to, id, step);
        INFO(step << ": " << answer.body);
        REQUIRE(answer.status == 200);
    }
    return id;
}

inline std::string status_of(TestDatabase& database, const std::string& relationship)
{
    return std::to_string(
        number_in(database, fmt::format("SELECT status FROM relationships WHERE id = '{}'", relationship)));
}

/// What an identity learns at its next synchronization, such as `PeerDeleted {"relationshipId":"REL…"}`.
inline std::vector<std::string> news_for(TestApplication& app, const Person& person)
{
    const Answer started = start(app, person);
    if (started.status == 200) return {};  // Nothing new.
    const std::string run = started.text("result.syncRun.id");
    const Answer events = events_of(app, person, run);
    std::vector<std::string> news;
    std::vector<std::string> results;
    for (const auto& event : events.at("result").as_array()) {
        news.push_back(fmt::format("{} {}", std::string_view(event.at("type").as_string()),
                                   boost::json::serialize(event.at("payload"))));
        results.push_back(fmt::format(R"({{"externalEventId":"{}"}})", std::string_view(event.at("id").as_string())));
    }
    REQUIRE(finalize_sync(app, person, run, fmt::format("[{}]", fmt::join(results, ","))).status == 200);
    return news;
}

}  // namespace backbone::testing
