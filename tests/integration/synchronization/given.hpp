#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

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

/// One of the owner's tokens is locked, of which it gets an external event; answers the token's id.
inline std::string lock_token(TestApplication& app, const Person& owner)
{
    const auto id = tokens::TokenId::generate(app.database().random);
    app.database().connect()->transaction([&](Transaction& tx) { tx.raise(tokens::TokenLocked{id, owner.address}); });
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

}  // namespace backbone::testing
