#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/events.hpp>

#include "devices/src/audit_log.hpp"
#include "integration/devices/given_deletion.hpp"
#include "support/at_once.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kQueuedForDeletion = "TIR00000000000000001";

/// The events that concern deletions, as one text each.
void record_events(TestDatabase& database, std::vector<std::string>& events)
{
    database.events.on<devices::IdentityDeletionProcessStatusChanged>(
        [&](const devices::IdentityDeletionProcessStatusChanged& event, Transaction&) {
            events.push_back(event.initiator == event.owner ? "status changed by the owner" : "status changed");
        });
    database.events.on<devices::TierOfIdentityChanged>([&](const devices::TierOfIdentityChanged& event, Transaction&) {
        events.push_back(fmt::format("tier {} to {}", event.old_tier.text(), event.new_tier.text()));
    });
    database.events.on<devices::IdentityToBeDeleted>([&](const devices::IdentityToBeDeleted& event, Transaction&) {
        events.push_back("to be deleted at " + event.grace_period_ends_at.to_string());
    });
    database.events.on<devices::IdentityDeletionCancelled>(
        [&](const devices::IdentityDeletionCancelled&, Transaction&) { events.emplace_back("cancelled"); });
}

}  // namespace

TEST_ON_EACH_DATABASE("a deletion process is active for the configured grace period", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> events;
    record_events(database, events);

    const Answer answer = start_deletion(app, alice);

    REQUIRE(answer.status == 201);
    const std::string id = answer.text("result.id");
    CHECK(
        answer.body ==
        fmt::format(
            R"({{"result":{{"id":"{0}","status":"Active","createdAt":"2026-01-01T00:00:00.000Z","createdByDevice":"{1}",)"
            R"("approvedAt":"2026-01-01T00:00:00.000Z","approvedByDevice":"{1}",)"
            R"("gracePeriodEndsAt":"2026-01-15T00:00:00.000Z","gracePeriodReminder1SentAt":null,)"
            R"("gracePeriodReminder2SentAt":null,"gracePeriodReminder3SentAt":null}}}})",
            id, alice.device.text()));
    CHECK(answer.header("Location").empty());

    const Answer self = app.get("/api/v2/Identities/Self", alice);
    CHECK(self.text("result.status") == "ToBeDeleted");
    CHECK(self.text("result.tierId") == kQueuedForDeletion);
    CHECK(self.text("result.deletionGracePeriodEndsAt") == "2026-01-15T00:00:00.000Z");
    CHECK(events == std::vector<std::string>{"status changed by the owner",
                                             "tier TIRtest0000000000000 to TIR00000000000000001",
                                             "to be deleted at 2026-01-15T00:00:00.000Z"});
}

TEST_ON_EACH_DATABASE("the start of a deletion is in the audit log, by hashes", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    const std::string id = start_deletion(app, alice).text("result.id");

    const std::string from = " FROM identity_deletion_audit_log";
    CHECK(text_in(database, "SELECT process_id" + from) == id);
    CHECK(text_in(database, "SELECT message_key" + from) == "StartedByOwner");
    CHECK(text_in(database, "SELECT identity_address_hash" + from) == devices::audit_hash(alice.address.text()).text());
    CHECK(text_in(database, "SELECT device_id_hash" + from) == devices::audit_hash(alice.device.text()).text());
    CHECK(text_in(database, "SELECT additional_data" + from) == "NULL");
    CHECK(number_in(database, "SELECT COUNT(*)" + from + " WHERE old_status IS NULL AND new_status = 1") == 1);
}

TEST_ON_EACH_DATABASE("the owner may choose the length of the grace period", "[devices]", database)
{
    TestApplication app(database);
    struct Case
    {
        std::string body;
        std::string end;
    };
    const std::vector<Case> cases{
        {"null", "2026-01-15T00:00:00.000Z"},
        {"", "2026-01-15T00:00:00.000Z"},
        {R"({"unknown":1})", "2026-01-15T00:00:00.000Z"},
        {R"({"lengthOfGracePeriodInDays":null})", "2026-01-15T00:00:00.000Z"},
        {R"({"lengthOfGracePeriodInDays":1})", "2026-01-02T00:00:00.000Z"},
        {R"({"lengthOfGracePeriodInDays":0.5})", "2026-01-01T12:00:00.000Z"},
        {R"({"lengthOfGracePeriodInDays":"30"})", "2026-01-31T00:00:00.000Z"},
        {R"({"lengthOfGracePeriodInDays":0})", "2026-01-01T00:00:00.000Z"},
        {R"({"lengthOfGracePeriodInDays":-1})", "2025-12-31T00:00:00.000Z"},
    };
    for (const auto& [body, end] : cases) {
        INFO(body);
        CHECK(start_deletion(app, app.person(), body).text("result.gracePeriodEndsAt") == end);
    }
    CHECK(app.send("POST", std::string(kDeletionProcesses), {}, app.person()).status == 201);
}

TEST_ON_EACH_DATABASE("what can be wrong with the length of the grace period", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (const char* body :
         {R"({"lengthOfGracePeriodInDays":"many"})", R"({"lengthOfGracePeriodInDays":true})", "[]", "{"}) {
        INFO(body);
        CHECK(outcome_of(start_deletion(app, alice, body)) == "400 inputCannotBeParsed");
    }
    // As the protocol demands.
    CHECK(outcome_of(start_deletion(app, alice, R"({"lengthOfGracePeriodInDays":1e15})")) == "500 unexpected");
    CHECK(app.send("POST", std::string(kDeletionProcesses), "x", alice, {{"Content-Type", "text/plain"}}).status ==
          415);
    CHECK(app.post(std::string(kDeletionProcesses), "{}").status == 401);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_processes") == 0);
}

TEST_ON_EACH_DATABASE("an identity has one active deletion process", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    REQUIRE(start_deletion(app, alice, R"({"lengthOfGracePeriodInDays":0})").status == 201);

    CHECK(outcome_of(start_deletion(app, alice)) == "400 validation.device.onlyOneActiveDeletionProcessAllowed");

    change_rows(database, "UPDATE identities SET status = 2");
    change_rows(database, "UPDATE identity_deletion_processes SET status = 10");
    CHECK(outcome_of(start_deletion(app, alice)) == "400 validation.device.onlyOneActiveDeletionProcessAllowed");

    change_rows(database, "DELETE FROM devices");
    CHECK(outcome_of(start_deletion(app, alice)) == "400 validation.device.onlyOneActiveDeletionProcessAllowed");
}

TEST_ON_EACH_DATABASE("a deletion process needs an identity and one of its devices", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM devices");
    CHECK(outcome_of(start_deletion(app, alice)) == "404 recordNotFound");
    CHECK(start_deletion(app, alice).text("error.message").starts_with("Device not found"));

    change_rows(database, "DELETE FROM identities");
    CHECK(start_deletion(app, alice).text("error.message").starts_with("Identity not found"));
    CHECK(outcome_of(app.get(std::string(kDeletionProcesses), alice)) == "404 recordNotFound");
    CHECK(
        app.get(deletion_path("IDPxxxxxxxxxxxxxxxxx"), alice).text("error.message").starts_with("Identity not found"));
    CHECK(cancel_deletion(app, alice, "IDPabc").text("error.message").starts_with("Identity not found"));
}

TEST_ON_EACH_DATABASE("of many starts at once one succeeds", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person tablet = app.device_of(alice);

    const auto answers = at_once(6, [&](int number) { return start_deletion(app, number % 2 == 0 ? alice : tablet); });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.onlyOneActiveDeletionProcessAllowed") == 5);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_processes") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") == 1);
    CHECK(text_in(database, "SELECT tier_id_before_deletion FROM identities") == "TIRtest0000000000000");
}

TEST_ON_EACH_DATABASE("any device of the identity cancels the deletion", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = start_deletion(app, alice).text("result.id");
    std::vector<std::string> events;
    record_events(database, events);
    app.clock().advance(1min);
    const Person tablet = app.device_of(alice);

    const Answer answer = cancel_deletion(app, tablet, id);

    REQUIRE(answer.status == 200);
    CHECK(answer.text("result.status") == "Cancelled");
    CHECK(answer.text("result.createdByDevice") == alice.device.text());
    CHECK(answer.at("result.gracePeriodEndsAt").is_null());
    CHECK(answer.at("result.cancelledAt").is_null());
    CHECK(number_in(database, "SELECT cancelled_at FROM identity_deletion_processes") == 1'767'225'660'000'000);

    const Answer self = app.get("/api/v2/Identities/Self", alice);
    CHECK(self.text("result.status") == "Active");
    CHECK(self.text("result.tierId") == "TIRtest0000000000000");
    CHECK(self.at("result.deletionGracePeriodEndsAt").is_null());
    CHECK(text_in(database, "SELECT tier_id_before_deletion FROM identities") == "NULL");
    CHECK(events == std::vector<std::string>{"status changed by the owner",
                                             "tier TIR00000000000000001 to TIRtest0000000000000", "cancelled"});
    CHECK(texts_in(database,
                   "SELECT message_key FROM identity_deletion_audit_log WHERE old_status = 1 AND new_status = 2") ==
          std::vector<std::string>{"CancelledByOwner"});
    CHECK(start_deletion(app, alice).status == 201);
}

TEST_ON_EACH_DATABASE("what can be wrong with a cancellation is reported in the protocol's order", "[devices]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 1);
    struct Case
    {
        std::string id;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"IDPxxxxxxxxxxxxxxxxx", "404 recordNotFound"},
        {"IDPabc", "400 validation.invalidId"},
        {"IDP", "400 validation.invalidId"},
        {"TOKxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"IDPxxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"IDP-xxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
    };
    for (const auto& [wrong, outcome] : cases) {
        INFO(wrong);
        CHECK(outcome_of(cancel_deletion(app, alice, wrong)) == outcome);
    }
    CHECK(
        cancel_deletion(app, app.person(), id).text("error.message").starts_with("IdentityDeletionProcess not found."));
    CHECK(app.put(deletion_path(id) + "/Cancel", "{}").status == 401);

    app.clock().advance(24h);
    const Person late = app.with_new_token(alice);
    CHECK(outcome_of(cancel_deletion(app, late, id)) == "400 validation.device.gracePeriodHasAlreadyExpired");

    change_rows(database, "UPDATE identity_deletion_processes SET status = 10");
    CHECK(outcome_of(cancel_deletion(app, late, id)) == "400 validation.device.deletionProcessIsNotInRequiredStatus");
    change_rows(database, "UPDATE identity_deletion_processes SET status = 2");
    CHECK(outcome_of(cancel_deletion(app, late, id)) == "400 validation.device.deletionProcessIsNotInRequiredStatus");
}

TEST_ON_EACH_DATABASE("a device that is gone cancels nothing", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_deletion(app, alice, 1);
    change_rows(database, "DELETE FROM devices");

    CHECK(cancel_deletion(app, alice, id).text("error.message").starts_with("Device not found."));
    CHECK(cancel_deletion(app, alice, "IDPxxxxxxxxxxxxxxxxx").text("error.message").starts_with("Device not found."));
    CHECK(outcome_of(cancel_deletion(app, alice, "IDPabc")) == "400 validation.invalidId");
}

TEST_ON_EACH_DATABASE("of many cancellations at once one succeeds", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = start_deletion(app, alice).text("result.id");

    const auto answers = at_once(6, [&](int) { return cancel_deletion(app, alice, id); });

    CHECK(count_of(answers, 200) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.deletionProcessIsNotInRequiredStatus") == 5);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identity_deletion_audit_log") == 2);
    CHECK(text_in(database, "SELECT tier_id FROM identities") == "TIRtest0000000000000");
}

TEST_ON_EACH_DATABASE("an identity lists its deletion processes, also cancelled ones", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    CHECK(app.get(std::string(kDeletionProcesses), alice).body == R"({"result":[]})");
    const std::string first = start_deletion(app, alice).text("result.id");
    REQUIRE(cancel_deletion(app, alice, first).status == 200);
    app.clock().advance(1s);
    const std::string second = start_deletion(app, alice).text("result.id");

    const Answer list = app.get(std::string(kDeletionProcesses), app.device_of(alice));

    CHECK(list.text("result.0.id") == first);
    CHECK(list.text("result.0.status") == "Cancelled");
    CHECK(list.text("result.1.id") == second);
    CHECK(list.at("result").as_array().size() == 2);
    CHECK(app.get(deletion_path(second), alice).at("result") == list.at("result.1"));
    CHECK(app.get(std::string(kDeletionProcesses), app.person()).body == R"({"result":[]})");
}

TEST_ON_EACH_DATABASE("of more deletion processes than anybody needs, the newest are listed", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::string rows;
    for (int number = 0; number < 1001; ++number) {
        rows += fmt::format("{}('IDP{:017}', '{}', 2, {}, '{}')", number > 0 ? "," : "", number, alice.address.text(),
                            number, alice.device.text());
    }
    change_rows(database,
                "INSERT INTO identity_deletion_processes (id, identity_address, status, created_at, created_by_device) "
                "VALUES " +
                    rows);

    const Answer list = app.get(std::string(kDeletionProcesses), alice);

    CHECK(list.at("result").as_array().size() == 1000);
    CHECK(list.text("result.0.id") == "IDP00000000000000001");
    CHECK(list.text("result.999.id") == "IDP00000000000001000");
}

TEST_ON_EACH_DATABASE("a deletion process is read by its owner and its id", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = start_deletion(app, alice).text("result.id");

    CHECK(outcome_of(app.get(deletion_path(id), app.person())) == "404 recordNotFound");
    CHECK(
        app.get(deletion_path("IDPabc"), alice).text("error.message").starts_with("IdentityDeletionProcess not found"));
    CHECK(outcome_of(app.get(deletion_path("TOKxxxxxxxxxxxxxxxxx"), alice)) == "400 validation.invalidPropertyValue");
    CHECK(app.get(deletion_path(id)).status == 401);
}

TEST_ON_EACH_DATABASE("a deletion costs eight statements to start, nine to cancel, and what peers are told",
                      "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.clear();

    const std::string id = start_deletion(app, alice).text("result.id");
    CHECK(database.statements.names() ==
          std::vector<std::string>{"deletion_processes.find_situation", "begin", "identities.find_locked",
                                   "identities.update", "deletion_processes.insert", "deletion_audit_log.insert",
                                   "overviews.change_tier", "relationships.select_peers", "tiers.count_identities",
                                   "tiers.count_identities", "commit"});
    database.statements.clear();
    cancel_deletion(app, alice, id);
    CHECK(database.statements.names() ==
          std::vector<std::string>{"deletion_processes.find_situation", "begin", "identities.find_locked",
                                   "deletion_processes.cancel", "tiers.select_locked", "identities.update",
                                   "deletion_audit_log.insert", "overviews.change_tier", "relationships.select_peers",
                                   "tiers.count_identities", "tiers.count_identities", "commit"});
}
