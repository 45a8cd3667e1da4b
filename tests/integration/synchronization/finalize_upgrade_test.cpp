#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

TEST_ON_EACH_DATABASE("the first upgrade makes the datawallet", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string run = given_run(app, alice, kUpgrade);

    const Answer answer = finalize_upgrade(app, alice, run, 1);

    CHECK(answer.status == 200);
    CHECK(answer.body == R"({"result":{"newDatawalletModificationIndex":null,"datawalletModifications":[]}})");
    CHECK(app.get("/api/v2/Datawallet", alice).at("result.version").as_int64() == 1);
    CHECK(push(app, alice, 0, {{}}).status == 201);
}

TEST_ON_EACH_DATABASE("an upgrade appends its modifications behind the others", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{.object = "a"}}).status == 201);

    const Answer answer = finalize_upgrade(app, alice, given_run(app, alice, kUpgrade), 4,
                                           {{.object = "a", .version = 4}, {.object = "b", .version = 2}});

    REQUIRE(answer.status == 200);
    CHECK(answer.at("result.newDatawalletModificationIndex").as_int64() == 2);
    CHECK(answer.at("result.datawalletModifications.0.index").as_int64() == 1);
    CHECK(answer.text("result.datawalletModifications.1.createdAt") == "2026-01-01T00:00:00.000Z");
    CHECK(indexes_in(list(app, alice, "", "4")) == std::vector<std::int64_t>{1, 2});
    CHECK(push(app, alice, 2, {{.version = 4}}, "4").status == 201);
}

TEST_ON_EACH_DATABASE("an upgrade without modifications tells the newest index", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{}, {}}).status == 201);

    const Answer answer = app.put(run_path(given_run(app, alice, kUpgrade), "FinalizeDatawalletVersionUpgrade"),
                                  R"({"newDatawalletVersion":1})", alice);

    CHECK(answer.body == R"({"result":{"newDatawalletModificationIndex":1,"datawalletModifications":[]}})");
}

TEST_ON_EACH_DATABASE("a datawallet is not downgraded", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_datawallet(app, alice, 5);
    const std::string run = given_run(app, alice, kUpgrade);

    CHECK(outcome_of(finalize_upgrade(app, alice, run, 4, {{.version = 9}})) == "400 datawallet.cannotDowngrade");
    CHECK(outcome_of(finalize_upgrade(app, alice, run, 6, {{.version = 7}})) ==
          "400 datawallet.datawalletVersionOfModificationTooHigh");

    // The run stays open, and nothing has changed.
    CHECK(app.get("/api/v2/Datawallet", alice).at("result.version").as_int64() == 5);
    CHECK(finalize_upgrade(app, alice, run, 5).status == 200);
}

TEST_ON_EACH_DATABASE("the first thing that forbids the end of an upgrade is told", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person phone = app.device_of(alice);
    const std::string run = given_run(app, alice, kUpgrade);

    CHECK(outcome_of(finalize_upgrade(app, alice, "XXX", 0)) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(finalize_upgrade(app, alice, run, 0)) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(finalize_upgrade(app, alice, run, 65536)) == "400 inputCannotBeParsed");
    const std::string path = run_path(run, "FinalizeDatawalletVersionUpgrade");
    CHECK(outcome_of(app.put(path, "{}", alice)) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(app.put(path, "", alice)) == "400 inputCannotBeParsed");
    CHECK(outcome_of(app.put(path, R"({"newDatawalletVersion":null})", alice)) == "400 inputCannotBeParsed");
    CHECK(outcome_of(app.put(path, R"({"newDatawalletVersion":1,"datawalletModifications":null})", alice)) ==
          "400 inputCannotBeParsed");
    CHECK(outcome_of(finalize_upgrade(app, alice, run, 1, {{.collection = std::string(51, 'x')}})) ==
          "400 validation.invalidPropertyValue");
    CHECK(outcome_of(finalize_upgrade(app, app.person(), run, 1)) == "404 recordNotFound");
    CHECK(outcome_of(finalize_sync(app, phone, run)) == "400 validation.syncRun.unexpectedSyncRunType");
    CHECK(outcome_of(finalize_upgrade(app, phone, run, 1)) ==
          "400 validation.syncRun.cannotFinalizeSyncRunStartedByAnotherDevice");
    REQUIRE(finalize_upgrade(app, alice, run, 1).status == 200);
    CHECK(outcome_of(finalize_upgrade(app, phone, run, 1)) ==
          "400 validation.syncRun.cannotFinalizeSyncRunStartedByAnotherDevice");
    CHECK(outcome_of(finalize_upgrade(app, alice, run, 1)) == "400 validation.syncRun.syncRunAlreadyFinalized");
}

TEST_ON_EACH_DATABASE("an expired run that nobody cancelled can be finalized", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string run = given_run(app, alice, kUpgrade);
    app.clock().advance(1min);

    CHECK(finalize_upgrade(app, alice, run, 1).status == 200);
}
