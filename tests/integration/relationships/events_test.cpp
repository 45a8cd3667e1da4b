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

using News = std::vector<std::string>;

News news(std::string_view type, const std::string& relationship)
{
    return {fmt::format(R"({} {{"relationshipId":"{}"}})", type, relationship)};
}

void change_flags(TestApplication& app, const Person& person)
{
    REQUIRE(app.patch("/api/v2/Identities/Self/FeatureFlags", R"({"one":true})", person).status == 204);
}

}  // namespace

TEST_ON_EACH_DATABASE("each side learns at once what the other one did", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    struct Case
    {
        std::string step;
        std::string_view type;
    };
    const std::vector<Case> cases{
        {"to Accept", "RelationshipStatusChanged"},
        {"to Terminate", "RelationshipStatusChanged"},
        {"from Reactivate", "RelationshipReactivationRequested"},
        {"to Reactivate/Reject", "RelationshipReactivationCompleted"},
        {"to Reactivate", "RelationshipReactivationRequested"},
        {"to Reactivate/Revoke", "RelationshipReactivationCompleted"},
        {"from Reactivate", "RelationshipReactivationRequested"},
        {"to Reactivate/Accept", "RelationshipReactivationCompleted"},
        {"from Terminate", "RelationshipStatusChanged"},
        {"to Decompose", "RelationshipStatusChanged"},
    };
    const std::string id = given_relationship(app, bob, alice);
    CHECK(news_for(app, alice) == news("RelationshipStatusChanged", id));
    for (const auto& [step, type] : cases) {
        INFO(step);
        const bool by_creator = step.starts_with("from");
        REQUIRE(take_step(app, bob, alice, id, step).status == 200);
        CHECK(news_for(app, by_creator ? alice : bob) == news(type, id));
        CHECK(news_for(app, by_creator ? bob : alice).empty());
    }
    // The second one to decompose tells nobody.
    REQUIRE(act(app, bob, id, "Decompose").status == 200);
    CHECK(news_for(app, alice).empty());
    CHECK(news_for(app, bob).empty());
}

TEST_ON_EACH_DATABASE("a refused change is told to nobody", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const std::string id = given_relationship(app, bob, alice, {"to Accept"});
    news_for(app, alice);
    news_for(app, bob);

    CHECK(act(app, bob, id, "Accept").status == 400);
    CHECK(request_relationship(app, alice, given_template(app, bob)).status == 400);

    CHECK(news_for(app, alice).empty());
    CHECK(news_for(app, bob).empty());
}

TEST_ON_EACH_DATABASE("peers learn that an identity is to be deleted, and that it is not", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    struct Case
    {
        std::vector<std::string> steps;
        bool is_told;
    };
    const std::vector<Case> cases{
        {{}, true},
        {{"to Accept"}, true},
        {{"to Accept", "to Terminate"}, true},
        {{"to Reject"}, false},
        {{"from Revoke"}, false},
        {{"to Reject", "to Decompose"}, false},
        {{"to Reject", "to Decompose", "from Decompose"}, false},
    };
    struct Told
    {
        Person peer;
        std::string relationship;
        bool is_told;
    };
    std::vector<Told> peers;
    for (const auto& [steps, is_told] : cases) {
        for (const bool is_creator : {true, false}) {
            const Person peer = syncing_person(app);
            const std::string id =
                is_creator ? given_relationship(app, peer, alice, steps) : given_relationship(app, alice, peer, steps);
            news_for(app, peer);
            peers.push_back({peer, id, is_told});
        }
    }

    const std::string process = given_deletion(app, alice, 14);
    for (const auto& [peer, id, is_told] : peers) {
        const News to_be_deleted{fmt::format(
            R"(PeerToBeDeleted {{"relationshipId":"{}","deletionDate":"2026-01-15T00:00:00.000000Z"}})", id)};
        CHECK(news_for(app, peer) == (is_told ? to_be_deleted : News{}));
    }
    REQUIRE(cancel_deletion(app, alice, process).status == 200);
    for (const auto& [peer, id, is_told] : peers) {
        CHECK(news_for(app, peer) == (is_told ? news("PeerDeletionCancelled", id) : News{}));
    }
}

TEST_ON_EACH_DATABASE("those who know an identity learn that its feature flags changed", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person reader = syncing_person(app);
    const Person reader_of_expired = syncing_person(app);
    const Person pending = syncing_person(app);
    const Person asked = syncing_person(app);
    const Person active = syncing_person(app);
    const Person terminated = syncing_person(app);
    const Person stranger = syncing_person(app);
    REQUIRE(read_template(app, reader, given_template(app, alice)) == "200");
    REQUIRE(read_template(app, reader_of_expired,
                          given_template(app, alice, R"(,"expiresAt":"2026-01-01T00:01:00Z")")) == "200");
    given_relationship(app, pending, alice);
    given_relationship(app, alice, asked);
    given_relationship(app, alice, active, {"to Accept"});
    given_relationship(app, alice, terminated, {"to Accept", "to Terminate"});
    app.clock().advance(2min);
    for (const Person& person : {pending, asked, active, terminated}) news_for(app, person);

    change_flags(app, alice);

    const News changed{fmt::format(R"(PeerFeatureFlagsChanged {{"peerAddress":"{}"}})", alice.address.text())};
    for (const Person& person : {reader, reader_of_expired, pending, asked, active}) {
        CHECK(news_for(app, person) == changed);
    }
    CHECK(news_for(app, terminated).empty());
    CHECK(news_for(app, stranger).empty());
}

TEST_ON_EACH_DATABASE("who sees the feature flags of an identity", "[relationships][devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_flags(app, alice);
    const auto sees = [&](const Person& person) {
        const Answer answer = app.get("/api/v2/Identities/" + alice.address.text() + "/FeatureFlags", person);
        return answer.status == 200 ? answer.body : outcome_of(answer);
    };
    const std::string flags = R"({"result":{"one":true}})";
    const Person reader = app.person();
    const Person dead = app.person();
    const Person asked = app.person();
    CHECK(sees(reader) == "404 recordNotFound");
    REQUIRE(read_template(app, reader, given_template(app, alice)) == "200");
    given_relationship(app, dead, alice, {"to Reject", "to Decompose", "from Decompose"});
    REQUIRE(app.del(template_path(text_in(database, fmt::format("SELECT template_id FROM relationships WHERE "
                                                                "from_address = '{}'",
                                                                dead.address.text()))),
                    alice)
                .status == 204);
    given_relationship(app, alice, asked);

    for (const Person& person : {alice, reader, dead, asked}) CHECK(sees(person) == flags);
    CHECK(sees(app.person()) == "404 recordNotFound");
    // Who has read one's template is not seen for that.
    const Answer reverse = app.get("/api/v2/Identities/" + reader.address.text() + "/FeatureFlags", alice);
    CHECK(outcome_of(reverse) == "404 recordNotFound");
    database.statements.clear();
    sees(reader);
    CHECK(database.statements.count() == 1);
}

TEST_ON_EACH_DATABASE("peers are told in the order of their addresses", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    for (int i = 0; i < 4; ++i) {
        given_relationship(app, app.person(), alice);
        given_relationship(app, alice, app.person());
        read_template(app, app.person(), given_template(app, alice));
    }
    std::vector<IdentityAddress> told;
    database.events.on<relationships::PeerToBeDeleted>(
        [&](const relationships::PeerToBeDeleted& event, Transaction&) { told.push_back(event.notified); });
    std::vector<IdentityAddress> told_of_flags;
    database.events.on<relationships::PeerFeatureFlagsChanged>(
        [&](const relationships::PeerFeatureFlagsChanged& event, Transaction&) {
            told_of_flags.push_back(event.notified);
        });

    change_flags(app, alice);
    given_deletion(app, alice);

    CHECK(told.size() == 8);
    CHECK(std::ranges::is_sorted(told));
    CHECK(told_of_flags.size() == 12);
    CHECK(std::ranges::is_sorted(told_of_flags));
}
