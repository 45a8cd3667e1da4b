#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/events.hpp>

#include "devices/src/audit_log.hpp"
#include "integration/devices/given_deletion.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

/// Runs the job until it has begun so many transactions.
void run_and_stop_after(TestApplication& app, std::size_t transactions)
{
    const auto& jobs = app.registry().jobs;
    const auto job = std::ranges::find(jobs, kDeletionJob, &Job::name);
    const auto connection = app.database().connect();
    app.database().statements.clear();
    const auto should_stop = [&] {
        const auto names = app.database().statements.names();
        return std::ranges::count(names, "begin") >= static_cast<std::ptrdiff_t>(transactions);
    };
    JobContext context{*connection, app.clock(), app.database().random, app.application().installation(), should_stop};
    job->work(context);
}

/// What the audit log tells of a person, oldest first, such as `DataDeleted {"aggregateType":"Tokens"}`.
std::vector<std::string> log_of(TestDatabase& database, const Person& person)
{
    return texts_in(
        database,
        fmt::format("SELECT message_key || COALESCE(' ' || additional_data, '') FROM identity_deletion_audit_log "
                    "WHERE identity_address_hash = '{}' ORDER BY created_at, message_key, additional_data",
                    devices::audit_hash(person.address.text()).text()));
}

std::int64_t entries(const std::vector<std::string>& log, std::string_view entry)
{
    return std::ranges::count(log, entry);
}

/// An identity with two devices and something of everything.
Person busy_person(TestApplication& app)
{
    const Person person = app.person();
    app.device_of(person);
    REQUIRE(app.post("/api/v2/Tokens", R"({"expiresAt":"2030-01-01","content":"AAAA"})", person).status == 201);
    REQUIRE(app.post("/api/v2/Challenges", "{}", person).status == 201);
    REQUIRE(app.patch("/api/v2/Identities/Self/FeatureFlags", R"({"one":true})", person).status == 204);
    change_rows(
        app.database(),
        fmt::format(
            "INSERT INTO push_registrations (device_id, identity_address, push_identifier, platform, handle, "
            "app_id, environment, updated_at) VALUES ('{}', '{}', 'DPIxxxxxxxxxxxxxxxxx', 'sse', '', 'a', 1, 0)",
            person.device.text(), person.address.text()));
    return person;
}

std::int64_t rows_left(TestDatabase& database)
{
    std::int64_t rows = 0;
    for (const char* table : {"identities", "devices", "feature_flags", "identity_deletion_processes",
                              "push_registrations", "tokens", "challenges"}) {
        rows += number_in(database, fmt::format("SELECT COUNT(*) FROM {}", table));
    }
    return rows;
}

}  // namespace

TEST_ON_EACH_DATABASE("an identity is deleted after its grace period, and its log remains", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = busy_person(app);
    given_deletion(app, alice, 1);
    app.clock().advance(24h);

    app.run_job(kDeletionJob);

    CHECK(rows_left(database) == 0);
    const auto log = log_of(database, alice);
    CHECK(entries(log, "StartedByOwner") == 1);
    CHECK(entries(log, "DeletionStarted") == 1);
    // docs/protocol/devices.md §7.8
    constexpr auto kAggregates = std::to_array<std::string_view>(
        {"AnnouncementRecipients", "Challenges", "PnsRegistrations", "Identities", "Files", "QuotaIdentities",
         "Relationships", "RelationshipTemplates", "RelationshipTemplateAllocations", "ExternalEvents", "SyncRuns",
         "Datawallets", "Tokens"});
    for (const std::string_view aggregate : kAggregates) {
        INFO(aggregate);
        CHECK(entries(log, fmt::format(R"(DataDeleted {{"aggregateType":"{}"}})", aggregate)) == 1);
    }
    CHECK(log.size() == 3 + kAggregates.size());
    CHECK(log.back() == "DeletionCompleted");
}

TEST_ON_EACH_DATABASE("the log of a deletion tells each change of the status", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_deletion(app, alice);

    app.run_job(kDeletionJob);

    const auto count = [&](const std::string& where) {
        return number_in(database,
                         "SELECT COUNT(*) FROM identity_deletion_audit_log WHERE device_id_hash IS NULL AND " + where);
    };
    CHECK(count("message_key = 'DeletionStarted' AND old_status = 1 AND new_status = 10 AND process_id IS NOT NULL") ==
          1);
    CHECK(count("message_key = 'DataDeleted' AND old_status = 10 AND new_status = 10 AND process_id IS NULL") ==
          std::ssize(app.registry().identity_data_deleters) + 2);
    CHECK(
        count("message_key = 'DeletionCompleted' AND old_status = 10 AND new_status IS NULL AND process_id IS NULL") ==
        1);
}

TEST_ON_EACH_DATABASE("the apps of a deleted identity learn of it for as long as the log is kept", "[devices]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person tablet = app.device_of(alice);
    given_deletion(app, alice);
    app.clock().advance(1h);

    app.run_job(kDeletionJob);

    const std::string answer = R"({"result":{"isDeleted":true,"deletionDate":"2026-01-01T01:00:00.000Z"}})";
    CHECK(is_deleted(app, alice.username).body == answer);
    CHECK(is_deleted(app, tablet.username).body == answer);
    CHECK(text_in(database, "SELECT COUNT(*) || ' ' || MIN(deleted_at) FROM deleted_usernames").starts_with("2 "));
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM identity_deletion_audit_log a JOIN deleted_usernames u "
                    "ON u.deleted_at = a.created_at WHERE a.message_key = 'DeletionCompleted'") == 2);
}

TEST_ON_EACH_DATABASE("others hear of a deletion before any data goes", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = busy_person(app);
    given_deletion(app, alice);
    std::vector<std::string> events;
    database.events.on<devices::IdentityDeletionProcessStatusChanged>(
        [&](const devices::IdentityDeletionProcessStatusChanged& event, Transaction&) {
            CHECK(event.initiator == alice.address);
            events.emplace_back("status changed");
        });
    database.events.on<devices::IdentityDeleted>([&](const devices::IdentityDeleted& event, Transaction& tx) {
        CHECK(event.address == alice.address);
        CHECK(tx.find<std::int64_t>(Statement{"test.tokens", "SELECT COUNT(*) FROM tokens"}) == 1);
        events.emplace_back("deleted");
    });

    app.run_job(kDeletionJob);
    app.run_job(kDeletionJob);

    CHECK(events == std::vector<std::string>{"status changed", "deleted"});
}

TEST_ON_EACH_DATABASE("only identities whose grace period is over are deleted", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = busy_person(app);
    given_deletion(app, alice, 1);
    REQUIRE(cancel_deletion(app, bob, given_deletion(app, bob, 0.5)).status == 200);

    app.clock().advance(24h - 1us);
    app.run_job(kDeletionJob);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 2);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities WHERE status = 2") == 0);

    app.clock().advance(1us);
    app.run_job(kDeletionJob);
    CHECK(texts_in(database, "SELECT address FROM identities") == std::vector{bob.address.text()});
    for (const char* table : {"tokens", "challenges", "feature_flags", "push_registrations"}) {
        INFO(table);
        CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM {}", table)) == 1);
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices") == 2);
}

TEST_ON_EACH_DATABASE("a deletion that stops at any point is completed by the next run", "[devices]", database)
{
    TestApplication app(database);
    const Person reference = busy_person(app);
    given_deletion(app, reference);
    app.run_job(kDeletionJob);
    const auto expected = log_of(database, reference);

    for (std::size_t transactions = 0; transactions < expected.size() + 2; ++transactions) {
        const Person alice = busy_person(app);
        given_deletion(app, alice);
        run_and_stop_after(app, transactions);
        CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);

        app.run_job(kDeletionJob);

        INFO("stopped after " << transactions << " transactions");
        CHECK(rows_left(database) == 0);
        CHECK(log_of(database, alice) == expected);
        CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);
    }
}

TEST_ON_EACH_DATABASE("a device that is added while its identity is deleted goes as well", "[devices]", database)
{
    TestApplication app(database);
    Person alice = app.person();
    given_deletion(app, alice);
    change_rows(database, "DELETE FROM devices");
    database.statements.once_after("devices.select_users", [&] { alice = app.device_of(alice); });

    app.run_job(kDeletionJob);

    CHECK(rows_left(database) == 0);
    CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);
    CHECK(entries(log_of(database, alice), "DeletionCompleted") == 1);
}

TEST_ON_EACH_DATABASE("a deletion is in the log once, also when two jobs run at once", "[devices][concurrency]",
                      database)
{
    TestApplication app(database);
    // Each job waits a moment for the other one to get as far, and they go on together.
    std::atomic<int> jobs = 0;
    app.registry().identity_data_deleters.push_back(
        {"Waiting", [&](Transaction&, const IdentityAddress&, const InstallationOptions&) {
             const auto deadline = std::chrono::steady_clock::now() + 300ms;
             ++jobs;
             while (jobs < 2 && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
             return false;
         }});
    const Person reference = busy_person(app);
    given_deletion(app, reference);
    app.run_job(kDeletionJob);
    const Person alice = busy_person(app);
    given_deletion(app, alice);
    jobs = 0;
    {
        const std::jthread first([&] { app.run_job(kDeletionJob); });
        const std::jthread second([&] { app.run_job(kDeletionJob); });
    }

    CHECK(rows_left(database) == 0);
    CHECK(log_of(database, alice) == log_of(database, reference));
}

TEST_ON_EACH_DATABASE("a deletion that fails is noted, keeps no other, and is tried again", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = busy_person(app);
    const Person bob = busy_person(app);
    bool is_broken = true;
    app.registry().identity_data_deleters.push_back(
        {"Broken", [&](Transaction&, const IdentityAddress& address, const InstallationOptions&) -> bool {
             if (is_broken && address == alice.address) throw std::runtime_error("the disk is full");
             return false;
         }});
    given_deletion(app, alice);
    given_deletion(app, bob);

    app.run_job(kDeletionJob);

    CHECK(texts_in(database, "SELECT address FROM identities WHERE status = 2") == std::vector{alice.address.text()});
    CHECK(entries(log_of(database, alice), R"(ErrorDuringDeletion {"errorMessage":"the disk is full"})") == 1);
    CHECK(entries(log_of(database, bob), "DeletionCompleted") == 1);
    CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM identity_deletion_audit_log WHERE message_key = 'ErrorDuringDeletion' "
                    "AND process_id IS NOT NULL AND old_status = 10 AND new_status = 10") == 1);

    is_broken = false;
    app.run_job(kDeletionJob);
    CHECK(rows_left(database) == 0);
    CHECK(entries(log_of(database, alice), R"(DataDeleted {"aggregateType":"Tokens"})") == 1);
    CHECK(entries(log_of(database, alice), "DeletionCompleted") == 1);
}

TEST_ON_EACH_DATABASE("a deletion that cannot be started keeps no other, and fails the job", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_deletion(app, alice);
    given_deletion(app, bob);
    database.events.on<devices::IdentityDeleted>([&](const devices::IdentityDeleted& event, Transaction&) {
        if (event.address == alice.address) throw std::runtime_error("no");
    });

    CHECK_THROWS_WITH(app.run_job(kDeletionJob), "1 deletions could not be started; of the first: no");

    CHECK(texts_in(database, "SELECT address FROM identities WHERE status = 1") == std::vector{alice.address.text()});
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 1);
    CHECK(log_of(database, alice) == std::vector<std::string>{"StartedByOwner"});
}

TEST_ON_EACH_DATABASE("an identity that is to be deleted without a process is reported, and stays", "[devices]",
                      database)
{
    TestApplication app(database);
    given_deletion(app, app.person());
    change_rows(database, "DELETE FROM identity_deletion_processes");
    given_deletion(app, app.person());

    CHECK_THROWS_WITH(app.run_job(kDeletionJob),
                      Catch::EndsWith("of the first: the identity has no active deletion process"));

    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities WHERE status = 1") == 1);
}

TEST_ON_EACH_DATABASE("identities are deleted, however many they are", "[devices]", database)
{
    TestApplication app(database);
    // Of each kind more than the job reads at once.
    for (int number = 0; number < 21; ++number) {
        const Person ripe = app.person();
        change_rows(database, fmt::format("UPDATE identities SET status = 1, deletion_grace_period_ends_at = 0 "
                                          "WHERE address = '{}'",
                                          ripe.address.text()));
        const Person left_over = app.person();
        change_rows(database,
                    fmt::format("UPDATE identities SET status = 2 WHERE address = '{}'", left_over.address.text()));
        change_rows(database,
                    fmt::format("INSERT INTO identity_deletion_processes (id, identity_address, status, created_at, "
                                "created_by_device, deletion_started_at) VALUES ('IDP{:017}', '{}', 10, 0, '{}', 0)",
                                number, left_over.address.text(), left_over.device.text()));
    }

    CHECK_THROWS_WITH(app.run_job(kDeletionJob), Catch::StartsWith("21 deletions could not be started"));

    CHECK(number_in(database, "SELECT COUNT(*) FROM identities WHERE status = 2") == 0);
}

TEST_ON_EACH_DATABASE("an identity with many devices is deleted in several transactions", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (int i = 0; i < 44; ++i) app.device_of(alice);
    given_deletion(app, alice);
    database.statements.clear();

    app.run_job(kDeletionJob);

    CHECK(number_in(database, "SELECT COUNT(*) FROM deleted_usernames") == 45);
    const auto names = database.statements.names();
    CHECK(std::ranges::count(names, "devices.remove") == 3);
}

TEST_ON_EACH_DATABASE("an address that comes back can be deleted again", "[devices]", database)
{
    TestApplication app(database);
    Person alice = app.person();
    given_deletion(app, alice);
    app.run_job(kDeletionJob);
    app.clock().advance(24h);

    change_rows(database,
                fmt::format("INSERT INTO identities (address, client_id, public_key, created_at, identity_version, "
                            "tier_id, status) VALUES ('{}', 'test', '', 0, 1, 'TIRtest0000000000000', 0)",
                            alice.address.text()));
    const Person again = app.device_of(alice);
    given_deletion(app, again);
    app.run_job(kDeletionJob);

    CHECK(entries(log_of(database, alice), R"(DataDeleted {"aggregateType":"Tokens"})") == 2);
    CHECK(is_deleted(app, alice.username).text("result.deletionDate") == "2026-01-01T00:00:00.000Z");
    CHECK(is_deleted(app, again.username).text("result.deletionDate") == "2026-01-02T00:00:00.000Z");
}
