#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kAnonymous = "did:e:localhost:dids:3a29ae5c1f591bbd9a2aaa";

void delete_identity(TestApplication& app, const Person& person)
{
    given_deletion(app, person);
    app.run_job(kDeletionJob);
}

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

std::int64_t mentions(TestDatabase& database, const Person& person)
{
    std::int64_t rows = 0;
    for (const auto& [table, columns] : std::vector<std::pair<std::string, std::vector<std::string>>>{
             {"relationships", {"from_address", "to_address"}},
             {"relationship_audit_log", {"created_by"}},
             {"relationship_templates", {"created_by", "for_identity"}},
             {"relationship_template_allocations", {"allocated_by"}}}) {
        for (const std::string& column : columns) {
            rows += number_in(
                database, fmt::format("SELECT COUNT(*) FROM {} WHERE {} = '{}'", table, column, person.address.text()));
        }
    }
    return rows + number_in(database, fmt::format("SELECT COUNT(*) FROM relationships WHERE pair LIKE '%{}%'",
                                                  person.address.text()));
}

}  // namespace

TEST_ON_EACH_DATABASE("the peer of a deleted identity keeps the relationship, and gives it up", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = syncing_person(app);
    const std::string id = given_relationship(app, bob, alice, {"to Accept"});
    news_for(app, bob);
    given_deletion(app, alice);
    news_for(app, bob);

    app.run_job(kDeletionJob);

    CHECK(news_for(app, bob) ==
          std::vector<std::string>{
              fmt::format(R"(PeerDeleted {{"relationshipId":"{}","deletionDate":"2026-01-01T00:00:00.000000Z"}})", id),
              fmt::format(R"(RelationshipStatusChanged {{"relationshipId":"{}"}})", id)});
    const Answer read = app.get(relationship_path(id), bob);
    CHECK(read.text("result.status") == "DeletionProposed");
    CHECK(read.text("result.from") == bob.address.text());
    CHECK(read.text("result.to") == kAnonymous);
    CHECK(read.at("result.relationshipTemplateId").is_null());
    CHECK(read.text("result.creationContent") == "AQID");
    CHECK(read.text("result.auditLog.0.createdBy") == bob.address.text());
    CHECK(read.text("result.auditLog.1.createdBy") == kAnonymous);
    CHECK(read.text("result.auditLog.1.createdByDevice") == alice.device.text());
    CHECK(boost::json::serialize(read.at("result.auditLog.2")) ==
          fmt::format(R"({{"createdAt":"2026-01-01T00:00:00.000Z","createdBy":"{}","createdByDevice":null,)"
                      R"("reason":"DecompositionDueToIdentityDeletion","oldStatus":"Active",)"
                      R"("newStatus":"DeletionProposed"}})",
                      kAnonymous));
    CHECK(outcome_of(act(app, bob, id, "Terminate")) == "400 validation.relationship.relationshipIsNotInCorrectStatus");
    CHECK(act(app, bob, id, "Decompose").text("result.status") == "ReadyForDeletion");
    CHECK(mentions(database, alice) == 0);
}

TEST_ON_EACH_DATABASE("every relationship of a deleted identity ends", "[relationships]", database)
{
    TestApplication app(database);
    struct Case
    {
        std::vector<std::string> steps;
        std::string status;
    };
    const std::vector<Case> cases{
        {{}, "60"},
        {{"to Accept"}, "60"},
        {{"to Accept", "to Terminate"}, "60"},
        {{"to Reject"}, "60"},
        {{"from Revoke"}, "60"},
    };
    for (const bool is_creator : {true, false}) {
        const Person alice = app.person();
        const auto with_peer = [&](const std::vector<std::string>& steps) {
            const Person peer = app.person();
            return is_creator ? given_relationship(app, alice, peer, steps)
                              : given_relationship(app, peer, alice, steps);
        };
        std::vector<std::pair<std::string, std::string>> expected;
        for (const auto& [steps, status] : cases) expected.emplace_back(with_peer(steps), status);
        const std::string own = is_creator ? "from " : "to ";
        const std::string of_peer = is_creator ? "to " : "from ";
        expected.emplace_back(with_peer({"to Reject", of_peer + "Decompose"}), "70");
        // What she has decomposed herself is left as it is.
        const std::string decomposed = with_peer({"to Reject", own + "Decompose"});
        const std::string ready = with_peer({"to Reject", of_peer + "Decompose", own + "Decompose"});

        delete_identity(app, alice);

        for (const auto& [id, status] : expected) CHECK(status_of(database, id) == status);
        CHECK(status_of(database, decomposed) == "60");
        CHECK(status_of(database, ready) == "70");
        CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM relationships WHERE {}_address = '{}'",
                                              is_creator ? "from" : "to", alice.address.text())) == 2);
    }
}

TEST_ON_EACH_DATABASE("two deleted identities share their address, and nothing is mixed up", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string limited = given_template(app, bob, R"(,"maxNumberOfAllocations":3)");
    std::vector<std::string> ids;
    for (int i = 0; i < 2; ++i) {
        const Person alice = app.person();
        REQUIRE(read_template(app, alice, limited) == "200");
        ids.push_back(given_relationship(app, bob, alice, {"to Accept"}));
        given_template(app, bob, for_identity(alice));
        given_template(app, alice);
        delete_identity(app, alice);
        CHECK(mentions(database, alice) == 0);
    }

    CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM relationships WHERE to_address = '{}'", kAnonymous)) ==
          2);
    for (const std::string& id : ids) CHECK(act(app, bob, id, "Decompose").status == 200);
    // Their allocations still count.
    CHECK(read_template(app, app.person(), limited) == "200");
    CHECK(read_template(app, app.person(), limited) ==
          "400 validation.relationshipTemplate.maxNumberOfAllocationsExhausted");
    CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM relationship_templates WHERE for_identity = '{}'",
                                          kAnonymous)) == 2);
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_templates") == 3);
    // Nobody answers to the address any more.
    CHECK(app.patch("/api/v2/Identities/Self/FeatureFlags", R"({"one":true})", bob).status == 204);
    CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM external_events WHERE owner = '{}'", kAnonymous)) == 0);
    const std::string alive = given_relationship(app, bob, app.person());
    delete_identity(app, bob);
    CHECK(status_of(database, alive) == "60");
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_templates") == 1);
}

TEST_ON_EACH_DATABASE("a deletion that stops anywhere is finished by the next run", "[relationships]", database)
{
    TestApplication app(database);
    for (std::size_t transactions = 1; transactions < 14; ++transactions) {
        INFO("stops after " << transactions << " transactions");
        const Person alice = app.person();
        const Person bob = syncing_person(app);
        const Person carol = syncing_person(app);
        const std::string with_bob = given_relationship(app, bob, alice, {"to Accept"});
        const std::string with_carol = given_relationship(app, alice, carol);
        REQUIRE(read_template(app, alice, given_template(app, carol)) == "200");
        given_template(app, carol, for_identity(alice));
        news_for(app, bob);
        news_for(app, carol);
        given_deletion(app, alice);

        run_and_stop_after(app, transactions);
        app.run_job(kDeletionJob);

        CHECK(mentions(database, alice) == 0);
        CHECK(news_for(app, bob).size() == 3);  // to be deleted, deleted, status changed
        CHECK(news_for(app, carol).size() == 3);
        CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM relationship_audit_log WHERE relationship_id IN "
                                              "('{}', '{}') AND reason = 10",
                                              with_bob, with_carol)) == 2);
    }
}

TEST_ON_EACH_DATABASE("the last entry of a log is not earlier than the one before", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id = given_relationship(app, alice, bob);
    given_deletion(app, alice);
    app.clock().advance(1min);
    REQUIRE(act(app, bob, id, "Accept").status == 200);
    app.clock().advance(-1min);

    app.run_job(kDeletionJob);

    const Answer read = app.get(relationship_path(id), bob);
    CHECK(read.text("result.auditLog.2.reason") == "DecompositionDueToIdentityDeletion");
    CHECK(read.text("result.auditLog.2.createdAt") == "2026-01-01T00:01:00.000Z");
}

TEST_ON_EACH_DATABASE("a template that many have read goes piece by piece", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string own = given_template(app, alice);
    const std::string foreign = given_template(app, app.person());
    REQUIRE(read_template(app, app.person(), foreign) == "200");
    constexpr Statement kAllocate{"test.allocate", R"(
        INSERT INTO relationship_template_allocations (template_id, allocated_by, allocated_by_device, allocated_at)
        VALUES (:template, :reader, 'd', 0))"};
    database.connect()->transaction([&](Transaction& tx) {
        for (int reader = 0; reader < 1100; ++reader) tx.execute(kAllocate, own, std::to_string(reader));
    });
    given_deletion(app, alice);
    database.statements.clear();

    app.run_job(kDeletionJob);

    CHECK(texts_in(database, "SELECT id FROM relationship_templates") == std::vector{foreign});
    CHECK(texts_in(database, "SELECT template_id FROM relationship_template_allocations") == std::vector{foreign});
    const auto names = database.statements.names();
    CHECK(std::ranges::count(names, "relationship_templates.drop_allocations") == 3);
    CHECK(std::ranges::count(names, "relationship_templates.delete_all") == 1);
}

TEST_ON_EACH_DATABASE("the deletion of an identity is told with its own address", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    std::vector<relationships::RelationshipStatusChanged> events;
    database.events.on<relationships::RelationshipStatusChanged>(
        [&](const relationships::RelationshipStatusChanged& event, Transaction&) { events.push_back(event); });

    delete_identity(app, alice);

    REQUIRE(events.size() == 1);
    CHECK(events[0].initiator == alice.address);
    CHECK(events[0].peer == bob.address);
    CHECK(events[0].is_due_to_identity_deletion);
    CHECK(events[0].new_status == relationships::RelationshipStatus::deletion_proposed);
}
