#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kJob = "devices.delete-expired";

}  // namespace

TEST_ON_EACH_DATABASE("cancelled deletion processes are kept for thirty days", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    REQUIRE(cancel_deletion(app, alice, given_deletion(app, alice, 14)).status == 200);
    const std::string active = given_deletion(app, alice, 14);

    app.clock().advance(30 * kDay);
    app.run_job(kJob);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_processes") == 2);

    app.clock().advance(1us);
    app.run_job(kJob);
    CHECK(texts_in(database, "SELECT id FROM identity_deletion_processes") == std::vector{active});
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") == 3);
}

TEST_ON_EACH_DATABASE("the log of a deleted identity is kept for two years", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_deletion(app, alice);
    given_deletion(app, bob, 14);
    app.run_job(kDeletionJob);
    const auto entries_of_alice = number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") - 1;

    app.clock().advance(731 * kDay - 1us);
    app.run_job(kJob);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") == entries_of_alice + 1);

    app.clock().advance(2us);
    app.run_job(kJob);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM deleted_usernames") == 0);
    CHECK(is_deleted(app, alice.username).at("result.isDeleted") == false);
}

TEST_ON_EACH_DATABASE("an app learns of a deletion for as long as an entry is left", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_deletion(app, alice, 1);
    app.clock().advance(kDay);
    app.run_job(kDeletionJob);

    // The entry of the start is too old now, those of the end are not.
    app.clock().advance(730 * kDay);
    app.run_job(kJob);

    CHECK(texts_in(database, "SELECT message_key FROM identity_deletion_audit_log WHERE message_key = 'StartedByOwner'")
              .empty());
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") > 0);
    CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);

    change_rows(database, "UPDATE deleted_usernames SET deleted_at = 0");
    app.run_job(kJob);
    CHECK(number_in(database, "SELECT COUNT(*) FROM deleted_usernames") == 1);
}

TEST_ON_EACH_DATABASE("nothing of identities that still exist is deleted", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_deletion(app, alice, 14);

    app.clock().advance(10'000 * kDay);
    app.run_job(kJob);

    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_processes") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") == 1);
}
