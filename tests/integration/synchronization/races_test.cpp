#include <array>
#include <atomic>
#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <devices/events.hpp>
#include <messages/events.hpp>
#include <relationships/events.hpp>

#include "integration/synchronization/given.hpp"
#include "support/at_once.hpp"
#include "support/relationship_rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr int kClients = 16;

std::vector<Person> devices_of(TestApplication& app, const Person& person)
{
    std::vector<Person> devices;
    for (int i = 0; i < kClients; ++i) devices.push_back(app.device_of(person));
    return devices;
}

const Person& of(const std::vector<Person>& devices, int number)
{
    return devices[static_cast<std::size_t>(number)];
}

/// Of who needed no request.
Answer done()
{
    Answer answer;
    answer.status = 200;
    return answer;
}

}  // namespace

TEST_ON_EACH_DATABASE("of many sync runs started at once one succeeds", "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    for (int i = 0; i < 5; ++i) lock_token(app, alice);
    const auto devices = devices_of(app, alice);

    const auto answers = at_once(kClients, [&](int number) {
        return start(app, of(devices, number), number % 2 == 0 ? std::string_view("{}") : kUpgrade);
    });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.syncRun.cannotStartSyncRunWhenAnotherSyncRunIsRunning") ==
          kClients - 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_runs WHERE finalized_at IS NULL") == 1);
}

TEST_ON_EACH_DATABASE("of many first upgrades at once one makes the datawallet", "[synchronization][concurrency]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto devices = devices_of(app, alice);

    const auto answers = at_once(kClients, [&](int number) { return start(app, of(devices, number), kUpgrade); });

    CHECK(count_of(answers, 201) == 1);
}

TEST_ON_EACH_DATABASE("of many pushes on the same state one succeeds", "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, -1, {{}}).status == 201);

    const auto answers = at_once(kClients, [&](int) { return push(app, alice, 0, {{.type = "Update"}, {}}); });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.datawallet.datawalletNotUpToDate") == kClients - 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM datawallet_modifications") == 3);
}

TEST_ON_EACH_DATABASE("a run is finalized once, however many try", "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    const std::string run = given_run(app, alice);

    const auto answers =
        at_once(kClients, [&](int) { return finalize_sync(app, alice, run, "[]", {{.type = "Update"}}); });

    CHECK(count_of(answers, 200) == 1);
    CHECK(count_of(answers, "error.platform.validation.syncRun.syncRunAlreadyFinalized") == kClients - 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM datawallet_modifications") == 1);
    CHECK(number_in(database, "SELECT sync_error_count FROM external_events") == 1);
}

TEST_ON_EACH_DATABASE("events from many at once get indexes without gaps, and none is lost",
                      "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    constexpr int kEventsOfEach = 10;

    at_once(kClients, [&](int) {
        for (int i = 0; i < kEventsOfEach; ++i) lock_token(app, alice);
        return Answer{};
    });

    CHECK(is_gap_free(database, "event_index", "external_events"));
    CHECK(start(app, alice).at("result.syncRun.eventCount").as_int64() == kClients * kEventsOfEach);
}

TEST_ON_EACH_DATABASE("messages from many at once get indexes without gaps, also while runs take them",
                      "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const auto devices = devices_of(app, alice);
    const auto relationship = relationships::RelationshipId::generate(database.random);
    constexpr int kMessagesOfEach = 10;
    std::atomic<std::int64_t> taken = 0;

    const auto answers = at_once(kClients, [&](int number) {
        for (int i = 0; i < kMessagesOfEach; ++i) {
            const auto message = messages::MessageId::generate(database.random);
            raise(app, messages::MessageCreated{
                           message, {}, {{alice.address, relationship, relationships::RelationshipStatus::active}}});
            const Answer started = start(app, of(devices, number));
            if (started.status == 201) taken += started.at("result.syncRun.eventCount").as_int64();
        }
        return done();
    });

    CHECK(count_of(answers, 200) == kClients);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == kClients * kMessagesOfEach);
    CHECK(is_gap_free(database, "event_index", "external_events"));
    CHECK(taken == number_in(database, "SELECT COUNT(*) FROM external_events WHERE sync_run_id IS NOT NULL"));
    CHECK(database.statements.repetitions() == 0);
}

TEST_ON_EACH_DATABASE("two identities that tell each other of everything at once never block each other",
                      "[synchronization][concurrency]", database)
{
    using relationships::RelationshipStatus;
    TestApplication app(database);
    const std::array<Person, 2> both{syncing_person(app), syncing_person(app)};
    const auto relationship = relationships::RelationshipId::generate(database.random);
    constexpr std::array kChanges{RelationshipStatus::pending, RelationshipStatus::active, RelationshipStatus::rejected,
                                  RelationshipStatus::deletion_proposed};
    constexpr int kRounds = 12;

    const auto answers = at_once(kClients, [&](int number) {
        const IdentityAddress& one = both[static_cast<std::size_t>(number % 2)].address;
        const IdentityAddress& other = both[static_cast<std::size_t>(1 - number % 2)].address;
        for (int round = 0; round < kRounds; ++round) {
            const auto status = kChanges[static_cast<std::size_t>((number / 2 + round) % 4)];
            raise(app, relationships::RelationshipStatusChanged{relationship, status, one, other});
            raise(app, messages::MessageCreated{{}, {}, {{one, relationship, status}, {other, relationship, status}}});
            raise(app, relationships::RelationshipReactivationCompleted{relationship, status, one, other});
        }
        return done();
    });

    CHECK(count_of(answers, 200) == kClients);
    CHECK(database.statements.repetitions() == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events WHERE relationship_id IS NULL") ==
          kClients * kRounds * 2);
}

TEST_ON_EACH_DATABASE("two identities that tell the same peers at once that they go never block each other",
                      "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const std::array<Person, 2> both{app.person(), app.person()};
    constexpr int kPeers = 10;
    constexpr int kRounds = 5;
    for (int i = 0; i < kPeers; ++i) {
        const Person peer = app.person();
        for (const Person& each : both) given_relationship(app, each, peer);
    }

    const auto answers = at_once(kClients, [&](int number) {
        const IdentityAddress& leaving = both[static_cast<std::size_t>(number % 2)].address;
        for (int round = 0; round < kRounds; ++round) {
            raise(app, devices::IdentityToBeDeleted{leaving, app.clock().now()});
        }
        return done();
    });

    CHECK(count_of(answers, 200) == kClients);
    CHECK(database.statements.repetitions() == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == kClients * kRounds * kPeers);
}

TEST_ON_EACH_DATABASE("a refreshed run is not cancelled", "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person phone = app.device_of(alice);
    for (int round = 0; round < 10; ++round) {
        const std::string run = given_run(app, alice, R"({"type":1,"duration":0})");
        app.clock().advance(std::chrono::microseconds(1));

        const auto answers = at_once(2, [&](int number) {
            return number == 0 ? app.put(run_path(run, "RefreshExpirationTime"), "", alice)
                               : start(app, phone, kUpgrade);
        });

        // Either the device keeps its lease, or the other one has got it.
        CHECK((answers[0].status == 200) != (answers[1].status == 201));
        const bool is_kept = answers[0].status == 200;
        const std::string open = is_kept ? run : answers[1].text("result.syncRun.id");
        REQUIRE(finalize_upgrade(app, is_kept ? alice : phone, open, 1).status == 200);
    }
}

TEST_ON_EACH_DATABASE("a run that is refreshed just before another one starts is kept", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const std::string run = given_run(app, alice, R"({"type":1,"duration":0})");
    app.clock().advance(std::chrono::microseconds(1));
    Answer refreshed;
    const auto refresh = [&] { refreshed = app.put(run_path(run, "RefreshExpirationTime"), "", alice); };
    // SQLite lets nobody write once the start has its lock.
    const bool is_before_lock = database.options().backend == database::Backend::sqlite || GENERATE(true, false);
    constexpr auto kRead = "sync_runs.find_start_conditions";
    database.statements.once_after(kRead, [&] {
        if (is_before_lock) {
            refresh();
        } else {
            database.statements.once_after(kRead, refresh);
        }
    });

    CHECK(outcome_of(start(app, app.device_of(alice), kUpgrade)) ==
          "400 validation.syncRun.cannotStartSyncRunWhenAnotherSyncRunIsRunning");

    CHECK(refreshed.status == 200);
    CHECK(finalize_upgrade(app, alice, run, 1).status == 200);
}

TEST_ON_EACH_DATABASE("events that another device took just before leave nothing to start", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    database.statements.once_after("sync_runs.find_start_conditions", [&] { news_of(app, app.device_of(alice)); });

    CHECK(start(app, alice).text("result.status") == "NoNewEvents");

    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_runs") == 2);
    CHECK(push(app, alice, 0, {{}}).status == 201);
}

TEST_ON_EACH_DATABASE("devices that push, sync and are told news all the time leave no gap behind",
                      "[synchronization][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const auto devices = devices_of(app, alice);
    constexpr int kRounds = 12;
    std::atomic<int> stored = 0;
    std::atomic<int> runs = 1;
    std::atomic<int> runs_at_once = 0;
    std::atomic<bool> runs_overlapped = false;
    std::atomic<int> unexpected = 0;

    const auto push_once = [&](const Person& device) {
        const std::int64_t newest = number_in(database, "SELECT next_modification_index - 1 FROM sync_states");
        const Answer answer = push(app, device, newest, {{.type = "Update"}, {.object = "x"}});
        if (answer.status == 201) stored += 2;
        if (answer.status != 201 && answer.status != 400) ++unexpected;
    };
    const auto sync_once = [&](const Person& device) {
        const Answer started = start(app, device, R"({"duration":600})");
        if (started.status != 200 && started.status != 201 && started.status != 400) ++unexpected;
        if (started.status != 201) return;
        ++runs;
        if (++runs_at_once > 1) runs_overlapped = true;
        const std::int64_t newest = number_in(database, "SELECT next_modification_index - 1 FROM sync_states");
        const std::string run(started.at("result.syncRun.id").as_string());
        --runs_at_once;
        const Answer finalized = finalize_sync(app, device, run, "[]", {{.type = "Update"}});
        // Nobody pushed meanwhile, so the device could tell the index beforehand.
        if (finalized.status != 200 || finalized.at("result.newDatawalletModificationIndex").as_int64() != newest + 1) {
            ++unexpected;
        }
        stored += 1;
    };

    at_once(kClients, [&](int number) {
        for (int round = 0; round < kRounds; ++round) {
            switch ((number + round) % 3) {
                case 0:
                    push_once(of(devices, number));
                    break;
                case 1:
                    sync_once(of(devices, number));
                    break;
                default:
                    lock_token(app, alice);
            }
        }
        return Answer{};
    });

    CHECK(unexpected == 0);
    CHECK_FALSE(runs_overlapped);
    CHECK(stored > kRounds);
    CHECK(number_in(database, "SELECT COUNT(*) FROM datawallet_modifications") == stored);
    CHECK(is_gap_free(database, "modification_index", "datawallet_modifications"));
    CHECK(is_gap_free(database, "event_index", "external_events"));
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_runs") == runs);
    CHECK(is_gap_free(database, "run_index", "sync_runs"));
    CHECK(number_in(database, "SELECT COUNT(*) FROM sync_runs WHERE finalized_at IS NULL") == 0);
    CHECK(database.statements.repetitions() == 0);
}
