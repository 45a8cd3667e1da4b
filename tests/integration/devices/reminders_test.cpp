#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "devices/src/audit_log.hpp"
#include "integration/devices/given_deletion.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> reminders_in(TestDatabase& database)
{
    return texts_in(database,
                    "SELECT message_key FROM identity_deletion_audit_log "
                    "WHERE message_key LIKE 'GracePeriodReminder%' ORDER BY created_at");
}

}  // namespace

TEST_ON_EACH_DATABASE("the owner is reminded three times that the grace period runs out", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_deletion(app, alice, 14);

    for (int day = 0; day < 16; ++day) {
        app.run_job(kReminderJob);
        app.run_job(kReminderJob);
        app.clock().advance(kDay);
    }

    CHECK(reminders_in(database) ==
          std::vector<std::string>{"GracePeriodReminder1Sent", "GracePeriodReminder2Sent", "GracePeriodReminder3Sent"});
    const Answer process = app.get(std::string(kDeletionProcesses), app.with_new_token(alice));
    CHECK(process.text("result.0.gracePeriodReminder1SentAt") == "2026-01-03T00:00:00.000Z");
    CHECK(process.text("result.0.gracePeriodReminder2SentAt") == "2026-01-05T00:00:00.000Z");
    CHECK(process.text("result.0.gracePeriodReminder3SentAt") == "2026-01-10T00:00:00.000Z");
}

TEST_ON_EACH_DATABASE("a short grace period has only the last reminder, also when it is over", "[devices]", database)
{
    TestApplication app(database);
    const std::string short_one = given_deletion(app, app.person(), 4);
    const std::string over = given_deletion(app, app.person(), -1);

    app.run_job(kReminderJob);
    app.run_job(kReminderJob);

    CHECK(reminders_in(database) == std::vector<std::string>(2, "GracePeriodReminder3Sent"));
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM identity_deletion_processes WHERE reminder_3_sent_at IS NOT NULL") == 2);
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM identity_deletion_processes WHERE reminder_1_sent_at IS NOT NULL") == 0);
}

TEST_ON_EACH_DATABASE("a reminder is in the audit log", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 4);

    app.run_job(kReminderJob);

    const std::string from = " FROM identity_deletion_audit_log WHERE message_key = 'GracePeriodReminder3Sent'";
    CHECK(text_in(database, "SELECT process_id" + from) == id);
    CHECK(text_in(database, "SELECT identity_address_hash" + from) == devices::audit_hash(alice.address.text()).text());
    CHECK(text_in(database, "SELECT device_id_hash" + from) == "NULL");
    CHECK(number_in(database, "SELECT COUNT(*)" + from + " AND old_status = 1 AND new_status = 1") == 1);
}

TEST_ON_EACH_DATABASE("nobody is reminded of a deletion that was cancelled", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 4);
    REQUIRE(cancel_deletion(app, alice, id).status == 200);

    app.run_job(kReminderJob);

    CHECK(reminders_in(database).empty());
}

TEST_ON_EACH_DATABASE("all identities are reminded, however many they are", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_deletion(app, alice, 4);
    // More than the job reads at once: these have been reminded, all but the last.
    for (int number = 0; number < 120; ++number) {
        const Person person = app.person();
        change_rows(database,
                    fmt::format("INSERT INTO identity_deletion_processes (id, identity_address, status, created_at, "
                                "created_by_device, grace_period_ends_at, reminder_1_sent_at, reminder_2_sent_at) "
                                "VALUES ('IDP{:017}', '{}', 1, 0, '{}', {}, 1, 1)",
                                number, person.address.text(), person.device.text(),
                                (app.clock().now() + 6 * kDay).microseconds()));
    }
    const Person last = app.person();
    given_deletion(app, last, 4);

    app.run_job(kReminderJob);

    CHECK(reminders_in(database).size() == 2);
}
