#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "integration/devices/given_deletion.hpp"
#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

std::string processes_of(const Person& person)
{
    return "/api/v1/Identities/" + person.address.text() + "/DeletionProcesses";
}

std::vector<std::string> messages_in(const Answer& answer, const std::string& path)
{
    std::vector<std::string> messages;
    for (const auto& entry : answer.at(path).as_array()) {
        messages.emplace_back(entry.at("messageKey").as_string());
    }
    return messages;
}

}  // namespace

TEST_ON_EACH_DATABASE("the operator sees the deletion processes of an identity, newest first", "[devices][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    CHECK(app.admin().get(processes_of(alice)).body == R"({"result":[]})");
    const std::string first = given_deletion(app, alice, 2);
    cancel_deletion(app, alice, first);
    app.clock().advance(std::chrono::seconds(1));
    const std::string second = given_deletion(app, alice, 3);

    const Answer list = app.admin().get(processes_of(alice));

    REQUIRE(list.at("result").as_array().size() == 2);
    CHECK(list.text("result.0.id") == second);
    CHECK(boost::json::serialize(list.at("result.1")) ==
          fmt::format(R"({{"id":"{}","status":"Cancelled","createdAt":"2026-01-01T00:00:00.000Z",)"
                      R"("createdByDevice":"{}","approvedAt":"2026-01-01T00:00:00.000Z","approvedByDevice":"{}",)"
                      R"("gracePeriodEndsAt":null,"gracePeriodReminder1SentAt":null,)"
                      R"("gracePeriodReminder2SentAt":null,"gracePeriodReminder3SentAt":null}})",
                      first, alice.device.text(), alice.device.text()));
}

TEST_ON_EACH_DATABASE("one deletion process is shown with what happened to it", "[devices][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string first = given_deletion(app, alice, 2);
    app.clock().advance(std::chrono::seconds(1));
    cancel_deletion(app, alice, first);
    given_deletion(app, alice, 2);
    database.statements.clear();

    const Answer one = app.admin().get(processes_of(alice) + "/" + first);

    CHECK(database.statements.count() == 2);
    CHECK(one.text("result.status") == "Cancelled");
    CHECK(messages_in(one, "result.auditLog") == std::vector<std::string>{"StartedByOwner", "CancelledByOwner"});
    CHECK(one.text("result.auditLog.0.id").starts_with("IDA"));
    CHECK(one.text("result.auditLog.0.createdAt") == "2026-01-01T00:00:00.000Z");
    CHECK(one.text("result.auditLog.0.oldStatus").empty());
    CHECK(one.text("result.auditLog.0.newStatus") == "Active");
    CHECK(one.at("result.auditLog.0.additionalData").as_object().empty());
    CHECK(one.text("result.auditLog.1.oldStatus") == "Active");

    CHECK(outcome_of(app.admin().get(processes_of(bob) + "/" + first)) == "404 recordNotFound");
    CHECK(outcome_of(app.admin().get(processes_of(alice) + "/IDP")) == "404 recordNotFound");
    CHECK(outcome_of(app.admin().get(processes_of(alice) + "/nonsense")) == "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("the audit log outlives the identity", "[devices][admin]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    const Person alice = app.person();
    given_deletion(app, alice);
    app.clock().advance(std::chrono::seconds(1));
    app.run_job(kDeletionJob);

    CHECK(outcome_of(app.admin().get(processes_of(alice))) == "404 recordNotFound");
    const Answer log = app.admin().get(processes_of(alice) + "/auditlogs");

    const auto messages = messages_in(log, "result");
    CHECK(messages.front() == "StartedByOwner");
    CHECK(messages.back() == "DeletionCompleted");
    CHECK(log.body.find(R"("additionalData":{"aggregateType":"Tokens"})") != std::string::npos);
    CHECK(app.admin().get(processes_of(app.person()) + "/AuditLogs").body == R"({"result":[]})");
    CHECK(number_in(database, "SELECT SUM(number_of_identities) FROM tiers") == 1);
}

TEST_ON_EACH_DATABASE("a deletion that is called off after its tier is gone leads to the basic tier",
                      "[devices][admin]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    const Person alice = app.person();
    const std::string process = given_deletion(app, alice, 2);
    REQUIRE(app.admin().del("/api/v1/Tiers/TIRtest0000000000000").status == 204);

    CHECK(cancel_deletion(app, alice, process).status == 200);

    CHECK(text_in(database, "SELECT t.name FROM identities i JOIN tiers t ON t.id = i.tier_id") == "Basic");
    CHECK(texts_in(database, "SELECT name || ' ' || number_of_identities FROM tiers ORDER BY name") ==
          std::vector<std::string>{"Basic 1", "Queued for Deletion 0"});
}
