#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

using Steps = std::vector<std::string>;

const Steps kActions{"Accept",
                     "Reject",
                     "Revoke",
                     "Terminate",
                     "Reactivate",
                     "Reactivate/Accept",
                     "Reactivate/Reject",
                     "Reactivate/Revoke",
                     "Decompose"};

/// The codes behind `400 validation.relationship.`, in the order of the actions; empty for 200.
using Outcomes = std::vector<std::string>;

const std::string kStatus = "relationshipIsNotInCorrectStatus";
const std::string kSomeoneElse = "cannotAcceptOrRejectRelationshipAddressedToSomeoneElse";
const std::string kNotYours = "cannotRevokeRelationshipNotCreatedByYourself";
const std::string kIsOpen = "cannotRequestReactivationWhenThereIsAnOpenReactivationRequest";
const std::string kNoAccept = "noAcceptableRelationshipReactivationRequestExists";
const std::string kNoReject = "noRejectableReactivationRequestExists";
const std::string kNoRevoke = "noRevocableReactivationRequestExists";
const std::string kDecomposed = "relationshipAlreadyDecomposed";

struct State
{
    Steps steps;
    Outcomes of_creator;
    Outcomes of_recipient;
};

/// docs/protocol/relationships.md §3, §3.2
std::vector<State> all_states()
{
    const Outcomes ended{kStatus, kStatus, kStatus, kStatus, kStatus, kNoAccept, kNoReject, kNoRevoke, ""};
    const Outcomes decomposed{kStatus,   kStatus,   kStatus,   kStatus,    kStatus,
                              kNoAccept, kNoReject, kNoRevoke, kDecomposed};
    const Outcomes active{kStatus, kStatus, kStatus, "", kStatus, kNoAccept, kNoReject, kNoRevoke, kStatus};
    const Outcomes terminated{kStatus, kStatus, kStatus, kStatus, "", kNoAccept, kNoReject, kNoRevoke, ""};
    const Outcomes asking{kStatus, kStatus, kStatus, kStatus, kIsOpen, kNoAccept, kNoReject, "", ""};
    const Outcomes asked{kStatus, kStatus, kStatus, kStatus, kIsOpen, "", "", kNoRevoke, ""};
    return {
        {{},
         {kSomeoneElse, kSomeoneElse, "", kStatus, kStatus, kNoAccept, kNoReject, kNoRevoke, kStatus},
         {"", "", kNotYours, kStatus, kStatus, kNoAccept, kNoReject, kNoRevoke, kStatus}},
        {{"to Accept"}, active, active},
        {{"to Reject"}, ended, ended},
        {{"from Revoke"}, ended, ended},
        {{"to Accept", "from Terminate"}, terminated, terminated},
        {{"to Accept", "from Terminate", "from Reactivate"}, asking, asked},
        {{"to Accept", "from Terminate", "to Reactivate"}, asked, asking},
        {{"to Accept", "to Terminate", "to Reactivate", "from Reactivate/Accept"}, active, active},
        {{"to Accept", "to Terminate", "to Reactivate", "from Reactivate/Reject"}, terminated, terminated},
        {{"to Accept", "to Terminate", "to Reactivate", "to Reactivate/Revoke"}, terminated, terminated},
        {{"to Reject", "from Decompose"}, decomposed, ended},
        {{"from Revoke", "to Decompose"}, ended, decomposed},
        {{"to Accept", "to Terminate", "to Reactivate", "to Decompose"}, ended, decomposed},
        {{"to Reject", "from Decompose", "to Decompose"}, decomposed, decomposed},
    };
}

std::string short_outcome(const Answer& answer)
{
    constexpr std::string_view kPrefix = "400 validation.relationship.";
    const std::string outcome = outcome_of(answer);
    if (outcome == "200") return "";
    return outcome.starts_with(kPrefix) ? outcome.substr(kPrefix.size()) : outcome;
}

/// Every row that a change may touch.
std::string snapshot(TestDatabase& database, const std::string& id)
{
    return text_in(database,
                   fmt::format("SELECT CAST(r.status AS VARCHAR(9)) || ' ' || CAST(r.revision AS VARCHAR(9)) || ' ' || "
                               "CAST(COUNT(*) AS VARCHAR(9)) FROM relationships r JOIN relationship_audit_log l "
                               "ON l.relationship_id = r.id WHERE r.id = '{}' GROUP BY r.status, r.revision",
                               id));
}

void check_actions_of(TestApplication& app, const Steps& steps, const Outcomes& outcomes, bool of_creator)
{
    std::string id;
    Person from;
    Person to;
    for (std::size_t action = 0; action < kActions.size(); ++action) {
        if (id.empty()) {
            from = app.person();
            to = app.person();
            id = given_relationship(app, from, to, steps);
        }
        INFO((of_creator ? "creator: " : "recipient: ") << kActions[action]);
        const std::string before = snapshot(app.database(), id);
        CHECK(short_outcome(act(app, of_creator ? from : to, id, kActions[action])) == outcomes[action]);
        const bool is_changed = snapshot(app.database(), id) != before;
        CHECK(is_changed == outcomes[action].empty());
        if (is_changed) id.clear();
    }
}

}  // namespace

TEST_ON_EACH_DATABASE("who may do what in every state of a relationship", "[relationships]", database)
{
    TestApplication app(database);
    for (const auto& [steps, of_creator, of_recipient] : all_states()) {
        INFO(fmt::format("{}", fmt::join(steps, ", ")));
        check_actions_of(app, steps, of_creator, true);
        check_actions_of(app, steps, of_recipient, false);
    }
}

TEST_ON_EACH_DATABASE("strangers and wrong ids change nothing", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_relationship(app, app.person(), alice);
    const std::string before = snapshot(database, id);
    for (const std::string& action : kActions) {
        INFO(action);
        CHECK(outcome_of(act(app, app.person(), id, action)) == "404 recordNotFound");
        CHECK(outcome_of(act(app, alice, "RELxxxxxxxxxxxxxxxxx", action)) == "404 recordNotFound");
        CHECK(outcome_of(act(app, alice, "REL", action)) == "404 recordNotFound");
        CHECK(outcome_of(act(app, alice, "RLTxxxxxxxxxxxxxxxxx", action)) == "400 validation.invalidPropertyValue");
        CHECK(outcome_of(app.put(relationship_path(id, action), "{}")) == "401");
    }
    CHECK(snapshot(database, id) == before);
}

TEST_ON_EACH_DATABASE("the answer to a change has the whole log, oldest first", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person phone = app.device_of(bob);
    const std::string id = given_relationship(app, bob, alice);
    app.clock().advance(1s);
    REQUIRE(act(app, alice, id, "Accept").status == 200);
    app.clock().advance(1s);

    const Answer answer = act(app, phone, id, "Terminate");

    const auto entry = [](int second, const Person& by, std::string_view rest) {
        return fmt::format(R"({{"createdAt":"2026-01-01T00:00:0{}.000Z","createdBy":"{}","createdByDevice":"{}",{}}})",
                           second, by.address.text(), by.device.text(), rest);
    };
    const std::string log =
        fmt::format("[{},{},{}]", entry(0, bob, R"("reason":"Creation","oldStatus":null,"newStatus":"Pending")"),
                    entry(1, alice, R"("reason":"AcceptanceOfCreation","oldStatus":"Pending","newStatus":"Active")"),
                    entry(2, phone, R"("reason":"Termination","oldStatus":"Active","newStatus":"Terminated")"));
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"id":"{}","relationshipTemplateId":"{}","from":"{}","to":"{}",)"
                      R"("createdAt":"2026-01-01T00:00:00.000Z","status":"Terminated","auditLog":{}}}}})",
                      id, answer.text("result.relationshipTemplateId"), bob.address.text(), alice.address.text(), log));
    const Answer read = app.get(relationship_path(id), alice);
    CHECK(boost::json::serialize(read.at("result.auditLog")) == log);
}

TEST_ON_EACH_DATABASE("every change has its reason", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id =
        given_relationship(app, bob, alice,
                           {"to Accept", "to Terminate", "to Reactivate", "to Reactivate/Revoke", "from Reactivate",
                            "to Reactivate/Reject", "from Reactivate", "to Reactivate/Accept", "from Terminate",
                            "to Reactivate", "to Decompose", "from Decompose"});
    given_relationship(app, bob, alice, {"to Reject"});
    given_relationship(app, bob, alice, {"from Revoke"});
    const auto log_of = [&](const std::string& where) {
        return texts_in(database,
                        "SELECT CAST(reason AS VARCHAR(9)) || ':' || COALESCE(CAST(old_status AS "
                        "VARCHAR(9)), '') || '>' || CAST(new_status AS VARCHAR(9)) "
                        "FROM relationship_audit_log WHERE " +
                            where + " ORDER BY relationship_id, number");
    };

    CHECK(log_of(fmt::format("relationship_id = '{}'", id)) ==
          std::vector<std::string>{"0:>10", "1:10>20", "4:20>50", "5:50>50", "8:50>50", "5:50>50", "7:50>50", "5:50>50",
                                   "6:50>20", "4:20>50", "5:50>50", "9:50>60", "9:60>70"});
    CHECK(log_of("reason = 2") == std::vector<std::string>{"2:10>30"});
    CHECK(log_of("reason = 3") == std::vector<std::string>{"3:10>40"});
}

TEST_ON_EACH_DATABASE("the response to a request is kept as it was given", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (const std::string action : {"Accept", "Reject", "Revoke"}) {
        const auto kept = [&](const std::string& body) {
            const Person bob = app.person();
            const std::string id = given_relationship(app, bob, alice);
            const Answer answer = app.put(relationship_path(id, action), body, action == "Revoke" ? bob : alice);
            if (answer.status != 200) return outcome_of(answer);
            CHECK(answer.at("result").as_object().contains("creationResponseContent") == false);
            return boost::json::serialize(app.get(relationship_path(id), bob).at("result.creationResponseContent"));
        };
        INFO(action);
        CHECK(kept(R"({"creationResponseContent":"+/8="})") == R"("-_8")");
        CHECK(kept("{}") == R"("")");
        CHECK(kept(R"({"creationResponseContent":null})") == "null");
        CHECK(kept(R"({"creationResponseContent":1})") == "400 inputCannotBeParsed");
        CHECK(kept("null") == "400 inputCannotBeParsed");
        CHECK(kept("") == "400 inputCannotBeParsed");
    }
}

TEST_ON_EACH_DATABASE("changes without a content take any body", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_relationship(app, app.person(), alice, {"to Accept"});
    CHECK(app.put(relationship_path(id, "Terminate"), "null", alice).status == 200);
    CHECK(app.put(relationship_path(id, "Reactivate"), "{", alice).status == 200);
    CHECK(app.send("PUT", relationship_path(id, "Decompose"), "x", alice, {{"Content-Type", "text/plain"}}).status ==
          200);
}

TEST_ON_EACH_DATABASE("the entries of a log are in the order of their times", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_relationship(app, app.person(), alice);
    app.clock().advance(-1h);

    const Answer answer = act(app, alice, id, "Accept");

    CHECK(answer.text("result.auditLog.1.createdAt") == "2026-01-01T00:00:00.000Z");
}

TEST_ON_EACH_DATABASE("a log that is not that of its relationship's revision keeps nobody waiting", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_relationship(app, app.person(), alice);
    change_rows(database, "UPDATE relationships SET revision = 2");
    database.statements.clear();

    CHECK(act(app, alice, id, "Reject").status == 503);

    const auto names = database.statements.names();
    CHECK(names == std::vector<std::string>(20, "relationships.find"));
    CHECK(app.get(relationship_path(id), alice).text("result.status") == "Pending");
}

TEST_ON_EACH_DATABASE("a change costs few statements", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const std::string id = given_relationship(app, bob, alice);
    database.statements.clear();

    REQUIRE(act(app, alice, id, "Accept").status == 200);

    CHECK(database.statements.names() ==
          std::vector<std::string>{"relationships.find", "begin", "relationships.update_with_response",
                                   "relationships.append_to_audit_log", "sync_states.lock_all",
                                   "sync_states.take_external_event_index", "external_events.insert",
                                   "external_events.unblock", "quotas.change_usage_within_quota", "commit"});
    database.statements.clear();
    CHECK(act(app, alice, id, "Accept").status == 400);
    CHECK(database.statements.names() == std::vector<std::string>{"relationships.find", "quotas.select_of_identity"});
}
