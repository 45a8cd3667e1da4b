#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kNothingNew = R"({"result":{"status":"NoNewEvents","syncRun":null}})";
constexpr std::string_view kAnotherIsRunning = "400 validation.syncRun.cannotStartSyncRunWhenAnotherSyncRunIsRunning";
constexpr std::string_view kInsufficient = "400 validation.datawallet.insufficientSupportedDatawalletVersion";

}  // namespace

TEST_ON_EACH_DATABASE("one statement tells that there are no new events", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    database.statements.clear();

    const Answer answer = start(app, alice);

    CHECK(answer.status == 200);
    CHECK(answer.body == kNothingNew);
    CHECK(database.statements.names() == std::vector<std::string>{"sync_runs.find_start_conditions"});
}

TEST_ON_EACH_DATABASE("a run takes all events that are there", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    lock_token(app, alice);
    lock_token(app, syncing_person(app));
    database.statements.clear();

    const Answer answer = start(app, alice, R"({"duration":60})");

    REQUIRE(answer.status == 201);
    CHECK(answer.header("Location").empty());
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"status":"Created","syncRun":{{"id":"{}","type":"ExternalEventSync",)"
                      R"("expiresAt":"2026-01-01T00:01:00.000Z","index":1,"createdAt":"2026-01-01T00:00:00.000Z",)"
                      R"("createdBy":"{}","createdByDevice":"{}","eventCount":2}}}}}})",
                      answer.text("result.syncRun.id"), alice.address.text(), alice.device.text()));
    CHECK(database.statements.names() ==
          std::vector<std::string>{"sync_runs.find_start_conditions", "begin", "sync_states.lock",
                                   "sync_runs.find_start_conditions", "external_events.attach_deliverable",
                                   "sync_runs.insert", "sync_states.open_sync_run", "commit"});
}

TEST_ON_EACH_DATABASE("a body is not needed to start, but null is none", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);

    CHECK(app.send("POST", std::string(kSyncRuns), "", alice, supporting("1")).status == 200);
    for (const std::string_view body : {"", "{}", R"({"type":null,"duration":null})", R"({"type":"externalEventSync"})",
                                        R"({"type":0,"duration":"5"})"}) {
        INFO(body);
        CHECK(start(app, alice, body).body == kNothingNew);
    }
    for (const std::string_view body : {"null", "[]", R"({"type":"Foo"})", R"({"type":7})", R"({"duration":-1})",
                                        R"({"duration":65536})", R"({"duration":"x"})"}) {
        INFO(body);
        CHECK(outcome_of(start(app, alice, body)) == "400 inputCannotBeParsed");
    }
    CHECK(app.post(std::string(kSyncRuns), "{}").status == 401);
}

TEST_ON_EACH_DATABASE("a sync needs a datawallet that the client supports, an upgrade may make it", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (const std::string_view version : {"0", "1"}) {
        CHECK(outcome_of(start(app, alice, "{}", version)) == "404 recordNotFound");
    }
    const Answer upgrade = start(app, alice, kUpgrade, "0");
    REQUIRE(upgrade.status == 201);
    CHECK(upgrade.at("result.syncRun.eventCount").as_int64() == 0);
    CHECK(outcome_of(start(app, alice)) == "404 recordNotFound");
    REQUIRE(finalize_upgrade(app, alice, upgrade.text("result.syncRun.id"), 2).status == 200);

    CHECK(outcome_of(start(app, alice, "{}", "1")) == kInsufficient);
    CHECK(outcome_of(start(app, alice, kUpgrade, "1")) == kInsufficient);
    CHECK(outcome_of(app.post(std::string(kSyncRuns), "{}", alice)) == kInsufficient);
    CHECK(start(app, alice, "{}", "2").status == 200);
}

TEST_ON_EACH_DATABASE("an identity that is to be deleted starts no run", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    for (const int status : {1, 2}) {
        change_rows(database, fmt::format("UPDATE identities SET status = {}", status));
        for (const std::string_view body : {std::string_view("{}"), kUpgrade}) {
            CHECK(outcome_of(start(app, alice, body, "0")) ==
                  "400 validation.syncRun.cannotStartSyncRunWhileIdentityIsToBeDeleted");
        }
    }
}

TEST_ON_EACH_DATABASE("an identity that has gone starts no run", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM identities");

    CHECK(outcome_of(start(app, alice)) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("there is one run at a time until it is finalized or expired", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const std::string run = given_run(app, alice, R"({"type":1,"duration":2})");

    for (const Person& device : {alice, app.device_of(alice)}) {
        CHECK(outcome_of(start(app, device)) == kAnotherIsRunning);
        CHECK(outcome_of(start(app, device, kUpgrade)) == kAnotherIsRunning);
    }
    app.clock().advance(2s);
    CHECK(outcome_of(start(app, alice)) == kAnotherIsRunning);
    app.clock().advance(1us);
    CHECK(start(app, alice).body == kNothingNew);

    CHECK(outcome_of(finalize_upgrade(app, alice, run, 1)) == "400 validation.syncRun.syncRunAlreadyFinalized");
    CHECK(outcome_of(app.put(run_path(run, "RefreshExpirationTime"), "", alice)) ==
          "400 validation.syncRun.syncRunAlreadyFinalized");
    CHECK(outcome_of(events_of(app, alice, run)) == "400 validation.syncRun.syncRunAlreadyFinalized");
    CHECK(push(app, alice, 0, {{}}).status == 201);
}

TEST_ON_EACH_DATABASE("a start by another device takes over the events of an expired run", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person phone = app.device_of(alice);
    lock_token(app, alice);
    const std::string left = given_run(app, alice, R"({"duration":0})");
    app.clock().advance(1us);

    const Answer answer = start(app, phone);

    REQUIRE(answer.status == 201);
    CHECK(answer.at("result.syncRun.index").as_int64() == 2);
    CHECK(events_of(app, phone, answer.text("result.syncRun.id")).at("result.0.syncErrorCount").as_int64() == 1);
    CHECK(app.get(run_path(left), phone).at("result.eventCount").as_int64() == 1);
    CHECK(text_in(database, "SELECT error_code FROM sync_errors") == "syncRunCanceled");
}

TEST_ON_EACH_DATABASE("a run has its whole time, however long it had to wait before", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.once_after("sync_runs.find_start_conditions", [&] { app.clock().advance(7s); });

    const Answer answer = start(app, alice, kUpgrade, "0");

    REQUIRE(answer.status == 201);
    CHECK(answer.text("result.syncRun.createdAt") == "2026-01-01T00:00:07.000Z");
    CHECK(answer.text("result.syncRun.expiresAt") == "2026-01-01T00:00:17.000Z");
}

TEST_ON_EACH_DATABASE("an event is not offered a fourth time", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    for (int attempt = 0; attempt < 3; ++attempt) {
        CHECK(start(app, alice, R"({"duration":0})").status == 201);
        app.clock().advance(1us);
    }

    CHECK(start(app, alice).body == kNothingNew);
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_runs WHERE finalized_at IS NULL") == 0);
    CHECK(texts_in(database, "SELECT error_code FROM sync_errors ORDER BY attempt").size() == 3);
}

TEST_ON_EACH_DATABASE("a refreshed run lives for ten seconds more", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const std::string run = given_run(app, alice, R"({"type":1,"duration":0})");
    app.clock().advance(1min);
    database.statements.clear();

    const Answer answer = app.put(run_path(run, "RefreshExpirationTime"), "", alice);

    CHECK(answer.body == R"({"result":{"expiresAt":"2026-01-01T00:01:10.000Z"}})");
    CHECK(database.statements.names() == std::vector<std::string>{"sync_runs.refresh"});
    CHECK(outcome_of(start(app, alice)) == kAnotherIsRunning);
    CHECK(app.get(run_path(run), alice).text("result.expiresAt") == "2026-01-01T00:01:10.000Z");
    CHECK(outcome_of(app.put(run_path(run, "RefreshExpirationTime"), "", app.device_of(alice))) ==
          "400 validation.syncRun.cannotRefreshExpirationTimeOfSyncRunStartedByAnotherDevice");
    CHECK(outcome_of(app.put(run_path(run, "RefreshExpirationTime"), "", app.person())) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("a run is read by all devices of its identity, and by nobody else", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Answer started = start(app, alice, kUpgrade);
    const std::string id = started.text("result.syncRun.id");

    CHECK(app.get(run_path(id), app.device_of(alice)).at("result") == started.at("result.syncRun"));
    CHECK(outcome_of(app.get(run_path(id), app.person())) == "404 recordNotFound");
    CHECK(app.get(run_path(id)).status == 401);
}

TEST_ON_EACH_DATABASE("an id that is no run's is refused everywhere", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const auto outcomes = [&](const std::string& id) {
        return std::vector<std::string>{outcome_of(app.get(run_path(id), alice)), outcome_of(events_of(app, alice, id)),
                                        outcome_of(app.put(run_path(id, "RefreshExpirationTime"), "", alice)),
                                        outcome_of(finalize_sync(app, alice, id)),
                                        outcome_of(finalize_upgrade(app, alice, id, 1))};
    };

    for (const std::string id : {"SYRxxxxxxxxxxxxxxxxx", "SYRa"}) {
        CHECK(outcomes(id) == std::vector<std::string>(5, "404 recordNotFound"));
    }
    for (const std::string id : {"TOKxxxxxxxxxxxxxxxxx", "SYRxxxxxxxxxxxxxxxxxx", "SYR-"}) {
        CHECK(outcomes(id) == std::vector<std::string>(5, "400 validation.invalidPropertyValue"));
    }
    CHECK(outcome_of(events_of(app, alice, "XXX", "?pageSize=201")) == "400 validation.pagination.invalidPageSize");
}
