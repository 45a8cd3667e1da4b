#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::int64_t log_entries(TestDatabase& database, std::string_view message)
{
    return number_in(
        database, fmt::format("SELECT COUNT(*) FROM identity_deletion_audit_log WHERE message_key LIKE '{}'", message));
}

}  // namespace

TEST_ON_EACH_DATABASE("a start that another one overtakes is refused", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.once_after("deletion_processes.find_situation", [&] { given_deletion(app, alice, 7); });

    CHECK(outcome_of(start_deletion(app, alice)) == "400 validation.device.onlyOneActiveDeletionProcessAllowed");

    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_processes") == 1);
    CHECK(text_in(database, "SELECT tier_id_before_deletion FROM identities") == "TIRtest0000000000000");
}

TEST_ON_EACH_DATABASE("a start that the loss of the identity overtakes finds no identity", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.once_after("deletion_processes.find_situation",
                                   [&] { change_rows(database, "DELETE FROM identities"); });

    CHECK(start_deletion(app, alice).text("error.message").starts_with("Identity not found."));

    CHECK(log_entries(database, "%") == 0);
}

TEST_ON_EACH_DATABASE("a cancellation that the end of the grace period overtakes is refused", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 1);
    database.statements.once_after("deletion_processes.find_situation", [&] { app.clock().advance(kDay); });

    CHECK(outcome_of(cancel_deletion(app, alice, id)) == "400 validation.device.gracePeriodHasAlreadyExpired");

    CHECK(number_in(database, "SELECT status FROM identities") == 1);
    CHECK(number_in(database, "SELECT status FROM identity_deletion_processes") == 1);
    CHECK(log_entries(database, "CancelledByOwner") == 0);
}

TEST_ON_EACH_DATABASE("a cancellation that the deletion overtakes changes nothing", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 1);
    database.statements.once_after("deletion_processes.find_situation", [&] {
        app.clock().advance(kDay);
        app.run_job(kDeletionJob);
    });

    CHECK(cancel_deletion(app, alice, id).text("error.message").starts_with("Identity not found."));

    CHECK(log_entries(database, "DeletionCompleted") == 1);
    CHECK(log_entries(database, "CancelledByOwner") == 0);
}

TEST_ON_EACH_DATABASE("an identity that cancels while the job looks for it is not deleted", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 1);
    app.clock().advance(kDay);
    // The clock of the instance that cancels is behind that of the one that deletes.
    database.statements.once_after("identities.select_ripe", [&] {
        app.clock().advance(-1min);
        REQUIRE(cancel_deletion(app, app.with_new_token(alice), id).status == 200);
        app.clock().advance(1min);
    });

    app.run_job(kDeletionJob);

    CHECK(app.get("/api/v2/Identities/Self", app.with_new_token(alice)).text("result.status") == "Active");
    CHECK(log_entries(database, "DeletionStarted") == 0);
}

TEST_ON_EACH_DATABASE("an identity that begins a new grace period while the job looks for it is not deleted",
                      "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 1);
    app.clock().advance(kDay);
    database.statements.once_after("identities.select_ripe", [&] {
        app.clock().advance(-1min);
        REQUIRE(cancel_deletion(app, app.with_new_token(alice), id).status == 200);
        given_deletion(app, app.with_new_token(alice), 14);
        app.clock().advance(1min);
    });

    app.run_job(kDeletionJob);

    CHECK(app.get("/api/v2/Identities/Self", app.with_new_token(alice)).text("result.status") == "ToBeDeleted");
    CHECK(log_entries(database, "DeletionStarted") == 0);
}

TEST_ON_EACH_DATABASE("an owner who cancels while the reminders are sent gets none", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 4);
    database.statements.once_after("deletion_processes.select_running_out",
                                   [&] { REQUIRE(cancel_deletion(app, alice, id).status == 200); });

    app.run_job(kReminderJob);

    CHECK(log_entries(database, "GracePeriodReminder%") == 0);
    CHECK(app.get(deletion_path(id), alice).at("result.gracePeriodReminder3SentAt").is_null());
}

TEST_ON_EACH_DATABASE("a reminder is sent once, also by two jobs at once", "[devices]", database)
{
    TestApplication app(database);
    for (const double days : {4, 9, 11}) given_deletion(app, app.person(), days);
    database.statements.once_after("deletion_processes.select_running_out", [&] { app.run_job(kReminderJob); });

    app.run_job(kReminderJob);

    CHECK(log_entries(database, "GracePeriodReminder%") == 3);
}
