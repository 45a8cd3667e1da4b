#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/quotas/given_quotas.hpp"
#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string create(TestApplication& app, const Person& from, const std::string& body)
{
    return outcome_of(app.post(std::string(kRelationships), body, from));
}

std::string can_create(TestApplication& app, const Person& asking, const std::string& peer)
{
    const Answer answer = app.get(fmt::format("{}/CanCreate?peer={}", kRelationships, peer), asking);
    return answer.status == 200 ? answer.body : outcome_of(answer);
}

/// With one byte more than a content may have.
std::string with_too_much_content(const std::string& relationship_template)
{
    const std::string content((10 * 1024 * 1024 + 1) * 4 / 3 + 1, 'A');
    return fmt::format(R"({{"relationshipTemplateId":"{}","creationContent":"{}"}})", relationship_template, content);
}

constexpr std::string_view kPossible = R"({"result":{"canCreate":true,"code":null}})";
constexpr std::string_view kExists = R"({"result":{"canCreate":false,"code":)"
                                     R"("error.platform.validation.relationship.relationshipToTargetAlreadyExists"}})";
constexpr std::string_view kToBeDeleted =
    R"({"result":{"canCreate":false,"code":"error.platform.validation.relationship.peerIsToBeDeleted"}})";

}  // namespace

TEST_ON_EACH_DATABASE("the reader of a template asks its owner for a relationship", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const std::string id_of_template = given_template(app, alice);

    const Answer created = request_relationship(app, bob, id_of_template);

    REQUIRE(created.status == 201);
    CHECK(created.header("Location").empty());
    const std::string id = created.text("result.id");
    CHECK(created.body ==
          fmt::format(R"({{"result":{{"id":"{}","relationshipTemplateId":"{}","from":"{}","to":"{}",)"
                      R"("createdAt":"2026-01-01T00:00:00.000Z","status":"Pending",)"
                      R"("auditLog":[{{"createdAt":"2026-01-01T00:00:00.000Z","createdBy":"{}",)"
                      R"("createdByDevice":"{}","reason":"Creation","oldStatus":null,"newStatus":"Pending"}}]}}}})",
                      id, id_of_template, bob.address.text(), alice.address.text(), bob.address.text(),
                      bob.device.text()));
    const Answer read = app.get(relationship_path(id), alice);
    CHECK(read.at("result.creationContent") == "AQID");
    CHECK(read.at("result.creationResponseContent").is_null());
    CHECK(news_for(app, alice) ==
          std::vector<std::string>{fmt::format(R"(RelationshipStatusChanged {{"relationshipId":"{}"}})", id)});
    CHECK(news_for(app, bob).empty());
}

TEST_ON_EACH_DATABASE("what can be wrong with a new relationship", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string open = given_template(app, alice);
    const std::string locked = given_template(app, alice, kWithPassword);
    const std::string for_alice = given_template(app, alice, for_identity(alice));
    const std::string full = given_template(app, alice, R"(,"maxNumberOfAllocations":1)");
    REQUIRE(read_template(app, app.person(), full) == "200");
    const auto of = [](const std::string& id) { return fmt::format(R"({{"relationshipTemplateId":"{}"}})", id); };
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    struct Case
    {
        std::string_view what;
        Person from;
        std::string body;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"no template", bob, "{}", unparsable},
        {"null", bob, R"({"relationshipTemplateId":null})", unparsable},
        {"no id", bob, of("RELxxxxxxxxxxxxxxxxx"), invalid},
        {"empty id", bob, of(""), invalid},
        {"unknown", bob, of("RLTxxxxxxxxxxxxxxxxx"), "404 recordNotFound"},
        {"content that is no text", bob, R"({"relationshipTemplateId":"RLT","creationContent":1})", unparsable},
        {"with a password", bob, of(locked), "404 recordNotFound"},
        {"for another", bob, of(for_alice), "404 recordNotFound"},
        {"read by too many", bob, of(full), "400 validation.relationshipTemplate.maxNumberOfAllocationsExhausted"},
        {"one's own", alice, of(open), "400 validation.relationship.cannotCreateRelationshipWithYourself"},
        {"one's own with a password", alice, of(locked),
         "400 validation.relationship.cannotCreateRelationshipWithYourself"},
    };
    for (const auto& [what, from, body, outcome] : cases) {
        INFO(what);
        CHECK(create(app, from, body) == outcome);
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships") == 0);

    REQUIRE(read_template(app, bob, locked, kRightPassword) == "200");
    CHECK(create(app, bob, of(locked)) == "201");
}

TEST_ON_EACH_DATABASE("a template is allocated even if the relationship is refused", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id = given_template(app, alice);
    const auto allocations = [&] {
        return number_in(database, "SELECT COUNT(*) FROM relationship_template_allocations");
    };

    CHECK(create(app, bob, with_too_much_content(id)) == "400 validation.invalidPropertyValue");
    CHECK(allocations() == 1);
    CHECK(request_relationship(app, bob, id).status == 201);
    CHECK(allocations() == 1);
    const std::string last = given_template(app, alice, R"(,"maxNumberOfAllocations":1)");
    CHECK(outcome_of(request_relationship(app, bob, last)) ==
          "400 validation.relationship.relationshipToTargetAlreadyExists");
    CHECK(read_template(app, app.person(), last) ==
          "400 validation.relationshipTemplate.maxNumberOfAllocationsExhausted");
}

TEST_ON_EACH_DATABASE("the owner is looked at before the content, and that before the quota", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string of_alice = given_template(app, alice);
    const std::string of_carol = given_template(app, app.person());
    given_deletion(app, alice, 14);
    given_quota(app, bob, "NumberOfRelationships", 0);

    CHECK(create(app, bob, with_too_much_content(of_alice)) == "400 validation.relationship.peerIsToBeDeleted");
    CHECK(create(app, bob, with_too_much_content(of_carol)) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(request_relationship(app, bob, of_carol)) == kExhausted);
}

TEST_ON_EACH_DATABASE("contents are kept as they were given", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto kept = [&](std::string_view member) {
        const Answer created = app.post(
            std::string(kRelationships),
            fmt::format(R"({{"relationshipTemplateId":"{}"{}}})", given_template(app, alice), member), app.person());
        return boost::json::serialize(
            app.get(relationship_path(created.text("result.id")), alice).at("result.creationContent"));
    };

    CHECK(kept("") == "null");
    CHECK(kept(R"(,"creationContent":null)") == "null");
    CHECK(kept(R"(,"creationContent":"")") == R"("")");
    CHECK(kept(R"(,"creationContent":"+/8=")") == R"("-_8")");
}

TEST_ON_EACH_DATABASE("two identities have one living relationship", "[relationships]", database)
{
    TestApplication app(database);
    struct Case
    {
        std::vector<std::string> steps;
        bool is_free;
    };
    const std::vector<Case> cases{
        {{}, false},
        {{"to Accept"}, false},
        {{"to Accept", "from Terminate"}, false},
        {{"to Reject"}, true},
        {{"from Revoke"}, true},
        {{"to Reject", "from Decompose"}, false},
        {{"from Revoke", "to Decompose"}, false},
        {{"to Accept", "to Terminate", "to Decompose"}, false},
        {{"to Accept", "to Terminate", "to Decompose", "from Decompose"}, true},
    };
    for (const auto& [steps, is_free] : cases) {
        INFO(fmt::format("{}", fmt::join(steps, ", ")));
        const Person alice = app.person();
        const Person bob = app.person();
        given_relationship(app, bob, alice, steps);
        const std::string outcome = is_free ? "201" : "400 validation.relationship.relationshipToTargetAlreadyExists";
        CHECK(can_create(app, alice, bob.address.text()) == (is_free ? kPossible : kExists));
        CHECK(can_create(app, bob, alice.address.text()) == (is_free ? kPossible : kExists));
        CHECK(outcome_of(request_relationship(app, alice, given_template(app, bob))) == outcome);
        CHECK(outcome_of(request_relationship(app, bob, given_template(app, alice))) ==
              "400 validation.relationship.relationshipToTargetAlreadyExists");
    }
}

TEST_ON_EACH_DATABASE("nobody begins a relationship with an identity that is to be deleted", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string of_alice = given_template(app, alice);
    const Person carol = app.person();
    const std::string with_carol = given_relationship(app, carol, alice);
    given_deletion(app, alice, 14);

    CHECK(outcome_of(request_relationship(app, bob, of_alice)) == "400 validation.relationship.peerIsToBeDeleted");
    CHECK(outcome_of(request_relationship(app, alice, of_alice)) == "400 validation.relationship.peerIsToBeDeleted");
    CHECK(can_create(app, bob, alice.address.text()) == kToBeDeleted);
    // That comes before the relationship which they have.
    CHECK(can_create(app, carol, alice.address.text()) == kToBeDeleted);
    CHECK(outcome_of(request_relationship(app, carol, of_alice)) == "400 validation.relationship.peerIsToBeDeleted");
    CHECK(act(app, alice, with_carol, "Accept").status == 200);
    CHECK(request_relationship(app, alice, given_template(app, bob)).status == 201);

    change_rows(database, fmt::format("UPDATE identities SET status = 2 WHERE address = '{}'", alice.address.text()));
    CHECK(outcome_of(request_relationship(app, bob, of_alice)) == "400 validation.relationship.peerIsToBeDeleted");
    CHECK(can_create(app, bob, alice.address.text()) == kToBeDeleted);
    CHECK(outcome_of(request_relationship(app, alice, given_template(app, app.person()))) == "404 recordNotFound");

    change_rows(database, fmt::format("DELETE FROM devices WHERE identity_address = '{}'", alice.address.text()));
    change_rows(database, fmt::format("DELETE FROM identities WHERE address = '{}'", alice.address.text()));
    const Answer gone = request_relationship(app, bob, of_alice);
    CHECK(outcome_of(gone) == "404 recordNotFound");
    CHECK(gone.text("error.message").starts_with("Identity not found."));
}

TEST_ON_EACH_DATABASE("whom one may ask", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string path = std::string(kRelationships) + "/CanCreate";

    CHECK(can_create(app, alice, app.person().address.text()) == kPossible);
    CHECK(can_create(app, alice, alice.address.text()) == kPossible);
    const Answer unknown = app.get(path + "?peer=" + TestApplication::with_new_keys().address.text(), alice);
    CHECK(outcome_of(unknown) == "404 recordNotFound");
    CHECK(unknown.text("error.message").starts_with("Identity not found."));
    CHECK(can_create(app, alice, "nobody") == "400 validation.invalidPropertyValue");
    CHECK(can_create(app, alice, "") == "400 inputCannotBeParsed");
    CHECK(can_create(app, alice, "%20") == "400 inputCannotBeParsed");
    CHECK(can_create(app, alice, alice.address.text() + "&peer=nobody") == kPossible);
    CHECK(outcome_of(app.get(path, alice)) == "400 inputCannotBeParsed");
    CHECK(outcome_of(app.get(path + "?peer=" + alice.address.text())) == "401");
}

TEST_ON_EACH_DATABASE("a new relationship costs few statements", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const std::string id = given_template(app, alice);
    REQUIRE(read_template(app, bob, id) == "200");
    database.statements.clear();

    REQUIRE(request_relationship(app, bob, id).status == 201);

    CHECK(database.statements.names() ==
          std::vector<std::string>{"relationship_templates.find_visible", "begin", "relationships.lock_identities",
                                   "relationships.insert", "relationships.append_to_audit_log",
                                   "sync_states.take_external_event_index", "external_events.insert",
                                   "quotas.change_usage_within_quota", "commit"});
    database.statements.clear();
    CHECK(can_create(app, bob, alice.address.text()) == kExists);
    CHECK(database.statements.names() == std::vector<std::string>{"relationships.find_approachability"});
}
