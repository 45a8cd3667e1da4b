#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <boost/json/serialize.hpp>

#include <tokens/events.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

/// What tests of the synchronization begin with, and how they ask.
namespace backbone::testing {

inline constexpr std::string_view kModifications = "/api/v2/Datawallet/Modifications";
inline constexpr std::string_view kSyncRuns = "/api/v2/SyncRuns";
inline constexpr std::string_view kUpgrade = R"({"type":"DatawalletVersionUpgrade"})";

inline std::vector<Header> supporting(std::string_view version)
{
    return {{"X-Supported-Datawallet-Version", std::string(version)}};
}

/// The JSON of a modification; `category` and `payload` are JSON as well.
struct Modification
{
    std::string object = "object";
    std::string type = "Create";
    std::string category = "null";
    std::string collection = "Messages";
    std::string payload = R"("AQID")";
    int version = 1;

    std::string json() const
    {
        return fmt::format(R"({{"objectIdentifier":"{}","type":"{}","payloadCategory":{},"collection":"{}",)"
                           R"("encryptedPayload":{},"datawalletVersion":{}}})",
                           object, type, category, collection, payload, version);
    }
};

inline std::string json_of(const std::vector<Modification>& modifications)
{
    std::vector<std::string> items;
    for (const Modification& modification : modifications) items.push_back(modification.json());
    return fmt::format("[{}]", fmt::join(items, ","));
}

inline Answer push(TestApplication& app, const Person& as, std::int64_t local_index,
                   const std::vector<Modification>& modifications, std::string_view supported_version = "1")
{
    return app.post(std::string(kModifications),
                    fmt::format(R"({{"localIndex":{},"modifications":{}}})", local_index, json_of(modifications)), as,
                    supporting(supported_version));
}

inline Answer list(TestApplication& app, const Person& as, std::string_view query = "",
                   std::string_view supported_version = "1")
{
    return app.send("GET", std::string(kModifications) + std::string(query), "", as, supporting(supported_version));
}

/// The indexes of the modifications in a list.
inline std::vector<std::int64_t> indexes_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.at("result").is_array());
    std::vector<std::int64_t> indexes;
    for (const auto& item : answer.at("result").get_array()) indexes.push_back(item.at("index").as_int64());
    return indexes;
}

inline Answer start(TestApplication& app, const Person& as, std::string_view body = "{}",
                    std::string_view supported_version = "1")
{
    return app.post(std::string(kSyncRuns), std::string(body), as, supporting(supported_version));
}

inline std::string run_path(const std::string& run, std::string_view action = "")
{
    return fmt::format("{}/{}{}{}", kSyncRuns, run, action.empty() ? "" : "/", action);
}

/// The id of a new run; fails the test when there is none.
inline std::string given_run(TestApplication& app, const Person& as, std::string_view body = "{}")
{
    return start(app, as, body, "9").text("result.syncRun.id");
}

inline Answer finalize_upgrade(TestApplication& app, const Person& as, const std::string& run, int version,
                               const std::vector<Modification>& modifications = {})
{
    return app.put(
        run_path(run, "FinalizeDatawalletVersionUpgrade"),
        fmt::format(R"({{"newDatawalletVersion":{},"datawalletModifications":{}}})", version, json_of(modifications)),
        as);
}

/// `results` is the JSON of an array.
inline Answer finalize_sync(TestApplication& app, const Person& as, const std::string& run,
                            std::string_view results = "[]", const std::vector<Modification>& modifications = {})
{
    return app.put(
        run_path(run, "FinalizeExternalEventSync"),
        fmt::format(R"({{"externalEventResults":{},"datawalletModifications":{}}})", results, json_of(modifications)),
        as);
}

inline void given_datawallet(TestApplication& app, const Person& owner, int version = 1)
{
    const Answer answer = finalize_upgrade(app, owner, given_run(app, owner, kUpgrade), version);
    INFO(answer.body);
    REQUIRE(answer.status == 200);
}

/// An identity with a datawallet of version 1.
inline Person syncing_person(TestApplication& app)
{
    Person person = app.person();
    given_datawallet(app, person);
    return person;
}

/// Something happens in another module.
template <class Event>
void raise(TestApplication& app, const Event& event)
{
    app.database().connect()->transaction([&](Transaction& tx) { tx.raise(event); });
}

/// One of the owner's tokens is locked, of which it gets an external event; answers the token's id.
inline std::string lock_token(TestApplication& app, const Person& owner)
{
    const auto id = tokens::TokenId::generate(app.database().random);
    raise(app, tokens::TokenLocked{id, owner.address});
    return std::string(id.text());
}

inline Answer events_of(TestApplication& app, const Person& as, const std::string& run, std::string_view query = "")
{
    return app.get(run_path(run, "ExternalEvents") + std::string(query), as);
}

inline std::string id_of_event(const Answer& events, int number)
{
    return events.text(fmt::format("result.{}.id", number));
}

/// The JSON that tells that all of these events were handled.
inline std::string results_for(const Answer& events)
{
    std::vector<std::string> results;
    for (const auto& event : events.at("result").as_array()) {
        results.push_back(fmt::format(R"({{"externalEventId":"{}"}})", event.at("id").as_string().c_str()));
    }
    return fmt::format("[{}]", fmt::join(results, ","));
}

/// The events of a new run, each as `index type payload`. The device handles them all.
inline std::vector<std::string> news_of(TestApplication& app, const Person& as)
{
    const Answer started = start(app, as, "{}", "9");
    INFO(started.body);
    if (started.status == 200) return {};
    const std::string run = started.text("result.syncRun.id");
    const Answer events = events_of(app, as, run);
    std::vector<std::string> news;
    for (const auto& event : events.at("result").as_array()) {
        news.push_back(fmt::format("{} {} {}", event.at("index").as_int64(), event.at("type").as_string().c_str(),
                                   boost::json::serialize(event.at("payload"))));
    }
    REQUIRE(finalize_sync(app, as, run, results_for(events)).status == 200);
    return news;
}

/// Whether all rows of the table have different numbers: 0, 1, 2, … without a gap.
inline bool is_gap_free(TestDatabase& database, std::string_view column, std::string_view table)
{
    const auto rows = number_in(database, fmt::format("SELECT COUNT(DISTINCT {}) FROM {}", column, table));
    return rows > 0 && rows == number_in(database, fmt::format("SELECT COUNT(*) FROM {}", table)) &&
           rows == number_in(database, fmt::format("SELECT MAX({}) + 1 FROM {}", column, table));
}

}  // namespace backbone::testing
