#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <devices/events.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string result_for(const std::string& event, std::string_view error_code = "null")
{
    return fmt::format(R"({{"externalEventId":"{}","errorCode":{}}})", event, error_code);
}

devices::IdentityDeletionProcessStatusChanged deletion_process_changed(const Person& owner,
                                                                       const std::optional<IdentityAddress>& initiator)
{
    return {owner.address, devices::DeletionProcessId::parse("IDPaaaaaaaaaaaaaaaaa").value(), initiator};
}

}  // namespace

TEST_ON_EACH_DATABASE("the device of the run reads its events, in their order", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const std::string token = lock_token(app, alice);
    app.clock().advance(1s);
    raise(app, deletion_process_changed(alice, std::nullopt));
    const std::string run = given_run(app, alice);
    lock_token(app, alice);

    const Answer answer = events_of(app, alice, run);

    CHECK(
        answer.body ==
        fmt::format(R"({{"result":[{{"id":"{}","type":"TokenLocked","index":0,"createdAt":"2026-01-01T00:00:00.000Z",)"
                    R"("syncErrorCount":0,"payload":{{"tokenId":"{}"}}}},)"
                    R"({{"id":"{}","type":"IdentityDeletionProcessStatusChanged","index":1,)"
                    R"("createdAt":"2026-01-01T00:00:01.000Z","syncErrorCount":0,)"
                    R"("payload":{{"deletionProcessId":"IDPaaaaaaaaaaaaaaaaa"}}}}]}})",
                    id_of_event(answer, 0), token, id_of_event(answer, 1)));
    const Answer page = events_of(app, alice, run, "?pageSize=1&pageNumber=2");
    CHECK(page.at("result.0.index").as_int64() == 1);
    CHECK(page.at("pagination.totalRecords").as_int64() == 2);
}

TEST_ON_EACH_DATABASE("what an identity does to itself is no event for it", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);

    raise(app, deletion_process_changed(alice, alice.address));
    raise(app, tokens::TokenLocked{});

    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == 0);
}

TEST_ON_EACH_DATABASE("only the device that started a run reads its events while it is open", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person phone = app.device_of(alice);
    lock_token(app, alice);
    const std::string run = given_run(app, alice);

    CHECK(outcome_of(events_of(app, phone, run)) ==
          "400 validation.syncRun.cannotReadExternalEventsOfASyncRunStartedByAnotherDevice");
    CHECK(outcome_of(events_of(app, app.person(), run)) == "404 recordNotFound");
    app.clock().advance(1min);
    CHECK(events_of(app, alice, run).status == 200);
    REQUIRE(finalize_sync(app, alice, run).status == 200);
    for (const Person& device : {alice, phone}) {
        CHECK(outcome_of(events_of(app, device, run)) == "400 validation.syncRun.syncRunAlreadyFinalized");
    }
}

TEST_ON_EACH_DATABASE("an upgrade has no events", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);

    CHECK(events_of(app, alice, given_run(app, alice, kUpgrade)).body == R"({"result":[]})");
}

TEST_ON_EACH_DATABASE("handled events are never offered again", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    lock_token(app, alice);
    const std::string run = given_run(app, alice);
    const Answer events = events_of(app, alice, run);
    const std::string results = fmt::format(
        "[{},{},{},{}]", result_for(id_of_event(events, 0)), result_for(id_of_event(events, 0), R"("too late")"),
        result_for(id_of_event(events, 1), R"("")"), result_for("SYIxxxxxxxxxxxxxxxxx", R"("unknown")"));
    database.statements.clear();

    const Answer answer = finalize_sync(app, alice, run, results, {{.object = "a"}, {.object = "b"}});

    REQUIRE(answer.status == 200);
    CHECK(answer.body == fmt::format(R"({{"result":{{"newDatawalletModificationIndex":1,"datawalletModifications":[)"
                                     R"({{"id":"{}","index":0,"createdAt":"2026-01-01T00:00:00.000Z"}},)"
                                     R"({{"id":"{}","index":1,"createdAt":"2026-01-01T00:00:00.000Z"}}],)"
                                     R"("newUnsyncedExternalEventsExist":false}}}})",
                                     answer.text("result.datawalletModifications.0.id"),
                                     answer.text("result.datawalletModifications.1.id")));
    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "sync_states.lock", "sync_runs.find", "external_events.select_attached",
                                   "datawallets.outdate_groups", "datawallets.insert", "sync_runs.finalize",
                                   "sync_states.close_finalized_sync_run", "external_events.has_new", "commit"});
    CHECK(start(app, alice).text("result.status") == "NoNewEvents");
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_errors") == 0);
}

TEST_ON_EACH_DATABASE("failed events are offered again, but are not new", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    for (int i = 0; i < 3; ++i) lock_token(app, alice);
    const std::string run = given_run(app, alice);
    const Answer events = events_of(app, alice, run);
    const std::string results =
        fmt::format("[{},{}]", result_for(id_of_event(events, 0), R"("someCode")"), result_for(id_of_event(events, 1)));

    const Answer answer = finalize_sync(app, alice, run, results);

    CHECK(answer.body == R"({"result":{"newDatawalletModificationIndex":null,"datawalletModifications":[],)"
                         R"("newUnsyncedExternalEventsExist":false}})");
    CHECK(texts_in(database, "SELECT error_code FROM sync_errors ORDER BY event_index") ==
          std::vector<std::string>{"someCode", "notProcessed"});
    const Answer again = events_of(app, alice, given_run(app, alice));
    CHECK(again.at("result").as_array().size() == 2);
    CHECK(id_of_event(again, 0) == id_of_event(events, 0));
    CHECK(id_of_event(again, 1) == id_of_event(events, 2));
    CHECK(again.at("result.1.syncErrorCount").as_int64() == 1);
}

TEST_ON_EACH_DATABASE("events that come during a run are new when it ends", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    const std::string run = given_run(app, alice);
    lock_token(app, alice);

    CHECK(finalize_sync(app, alice, run).at("result.newUnsyncedExternalEventsExist").as_bool());
    CHECK(start(app, alice).at("result.syncRun.eventCount").as_int64() == 2);
}

TEST_ON_EACH_DATABASE("the first thing that forbids the end of a sync is told", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person phone = app.device_of(alice);
    lock_token(app, alice);
    const std::string run = given_run(app, alice);
    const std::string event = id_of_event(events_of(app, alice, run), 0);
    const std::string too_long = fmt::format(R"("{}")", std::string(101, 'x'));
    const auto outcome_with = [&](std::string_view results) {
        return outcome_of(finalize_sync(app, alice, run, results));
    };

    CHECK(outcome_with("null") == "400 inputCannotBeParsed");
    CHECK(outcome_with("[{}]") == "400 inputCannotBeParsed");
    CHECK(outcome_with(R"([{"externalEventId":null}])") == "400 inputCannotBeParsed");
    CHECK(outcome_with(R"([{"externalEventId":""}])") == "400 validation.invalidPropertyValue");
    CHECK(outcome_with(fmt::format("[{}]", result_for("XXX", too_long))) == "400 validation.invalidPropertyValue");
    CHECK(outcome_with(fmt::format("[{}]", result_for(event, too_long))) == "400 MaximumLengthValidator");
    CHECK(outcome_of(app.put(run_path(run, "FinalizeExternalEventSync"), "", alice)) == "400 inputCannotBeParsed");
    CHECK(outcome_of(finalize_sync(app, alice, run, "[]", {{.object = std::string(101, 'x')}})) ==
          "400 validation.invalidPropertyValue");
    CHECK(outcome_of(finalize_sync(app, app.person(), run)) == "404 recordNotFound");
    CHECK(outcome_of(finalize_upgrade(app, phone, run, 1)) == "400 validation.syncRun.unexpectedSyncRunType");
    CHECK(outcome_of(finalize_sync(app, phone, run)) ==
          "400 validation.syncRun.cannotFinalizeSyncRunStartedByAnotherDevice");
    CHECK(outcome_of(finalize_sync(app, alice, run, "[]", {{.version = 2}})) ==
          "400 datawallet.datawalletVersionOfModificationTooHigh");
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_errors") == 0);

    REQUIRE(app.put(run_path(run, "FinalizeExternalEventSync"), "{}", alice).status == 200);
    CHECK(outcome_of(finalize_sync(app, phone, run)) ==
          "400 validation.syncRun.cannotFinalizeSyncRunStartedByAnotherDevice");
    CHECK(outcome_of(finalize_sync(app, alice, run)) == "400 validation.syncRun.syncRunAlreadyFinalized");
}

TEST_ON_EACH_DATABASE("a run with many failed events ends in few statements", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    constexpr int kEvents = 700;
    database.connect()->transaction([&](Transaction& tx) {
        for (int i = 0; i < kEvents; ++i) tx.raise(tokens::TokenLocked{{}, alice.address});
    });
    const std::string run = given_run(app, alice);
    database.statements.clear();

    REQUIRE(finalize_sync(app, alice, run).status == 200);

    CHECK(database.statements.count() < 40);
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_errors") == kEvents);
    CHECK(start(app, alice).at("result.syncRun.eventCount").as_int64() == kEvents);
}
