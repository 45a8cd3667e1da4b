#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "integration/devices/given_deletion.hpp"
#include "support/application.hpp"
#include "support/plan.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

/// `Basic 2, Queued for Deletion 0, …; test 2`
std::string counts_in(TestDatabase& database)
{
    std::string text;
    for (const auto& tier : texts_in(database, "SELECT name || ' ' || number_of_identities FROM tiers ORDER BY name")) {
        text += (text.empty() ? "" : ", ") + tier;
    }
    return text + "; " + text_in(database, "SELECT client_id || ' ' || number_of_identities FROM oauth_clients");
}

}  // namespace

TEST_ON_EACH_DATABASE("identities are counted as they come, move and go", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    CHECK(counts_in(database) == "Basic 0, Queued for Deletion 0, Test 0; test 0");

    const Person alice = app.registered_person();
    app.registered_person();
    CHECK(counts_in(database) == "Basic 2, Queued for Deletion 0, Test 0; test 2");

    const std::string process = given_deletion(app, alice, 1);
    CHECK(counts_in(database) == "Basic 1, Queued for Deletion 1, Test 0; test 2");

    cancel_deletion(app, alice, process);
    CHECK(counts_in(database) == "Basic 2, Queued for Deletion 0, Test 0; test 2");

    app.admin().put("/api/v1/Identities/" + alice.address.text(), R"({"tierId":"TIRtest0000000000000"})");
    CHECK(counts_in(database) == "Basic 1, Queued for Deletion 0, Test 1; test 2");

    given_deletion(app, alice);
    app.run_job(kDeletionJob);
    CHECK(counts_in(database) == "Basic 1, Queued for Deletion 0, Test 0; test 1");
}

TEST_ON_EACH_DATABASE("nobody counts identities to make one", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    change_rows(database, "UPDATE oauth_clients SET maximum_identities = 100");
    database.statements.clear();

    app.registered_person();

    for (const std::string& name : database.statements.names()) {
        INFO(name);
        CHECK(name.find("select_all") == std::string::npos);
        CHECK((name.find("count") == std::string::npos || name.ends_with(".count_identities")));
    }
}

TEST_CASE("identities are listed by their tier, by their client and by their address in an index", "[devices][sqlite]")
{
    const auto database = sqlite_database();
    const auto mentioned = [&](const char* statement, const char* text) {
        INFO(statement);
        const auto plan = plan_of(*database, statement);
        CHECK(mentions(plan, text));
        CHECK_FALSE(mentions(plan, "SCAN i"));
    };
    mentioned("identity_directory.select_of_tier", "identities_by_tier (tier_id=? AND address>?)");
    mentioned("identity_directory.select_of_client", "identities_by_client (client_id=? AND address>?)");
    mentioned("identity_directory.select_all", "(address>?)");
    for (const char* list : {"select_all", "select_of_tier", "select_of_client"}) {
        INFO(list);
        CHECK_FALSE(mentions(plan_of(*database, std::string("identity_directory.") + list), "TEMP B-TREE"));
    }
    mentioned("identity_directory.find", "(address=?)");
    mentioned("identity_directory.select_devices", "devices_by_identity (identity_address=?");
    mentioned("deletion_audit_log.select_of_process", "deletion_audit_log_by_process (process_id=?");
    mentioned("deletion_audit_log.select_of_identity", "deletion_audit_log_by_identity (identity_address_hash=?");
    mentioned("tiers.find_use", "identities_by_tier (tier_id=?)");
    mentioned("tiers.find_use", "oauth_clients_by_tier (default_tier_id=?)");
}
