#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <devices/events.hpp>

#include "integration/relationships/given.hpp"
#include "support/at_once.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr int kClients = 16;
constexpr std::string_view kStatus = "error.platform.validation.relationship.relationshipIsNotInCorrectStatus";
constexpr std::string_view kDecomposed = "error.platform.validation.relationship.relationshipAlreadyDecomposed";

/// One entry, one revision and one event for each change.
void check_log(TestDatabase& database, const std::string& id, std::int64_t entries)
{
    CHECK(number_in(database, fmt::format("SELECT revision FROM relationships WHERE id = '{}'", id)) == entries);
    CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM relationship_audit_log WHERE relationship_id = '{}'",
                                          id)) == entries);
}

std::vector<Person> people(TestApplication& app, int number)
{
    std::vector<Person> people;
    for (int i = 0; i < number; ++i) people.push_back(app.person());
    return people;
}

const Person& of(const std::vector<Person>& people, int number)
{
    return people[static_cast<std::size_t>(number)];
}

}  // namespace

TEST_ON_EACH_DATABASE("of many relationships of a pair asked for at once one is made", "[relationships][concurrency]",
                      database)
{
    TestApplication app(database);
    for (int round = 0; round < 5; ++round) {
        const Person alice = syncing_person(app);
        const Person bob = syncing_person(app);
        const std::string of_alice = given_template(app, alice);
        const std::string of_bob = given_template(app, bob);

        const auto answers = at_once(kClients, [&](int number) {
            return number % 2 == 0 ? request_relationship(app, bob, of_alice)
                                   : request_relationship(app, alice, of_bob);
        });

        CHECK(count_of(answers, 201) == 1);
        CHECK(count_of(answers, "error.platform.validation.relationship.relationshipToTargetAlreadyExists") ==
              kClients - 1);
        CHECK(number_in(database, "SELECT COUNT(*) FROM relationships") == round + 1);
        CHECK(news_for(app, alice).size() + news_for(app, bob).size() == 1);
    }
    CHECK(database.statements.repetitions() == 0);
}

TEST_ON_EACH_DATABASE("of many who take the last allocations as many get them as there are",
                      "[relationships][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const auto readers = people(app, kClients);
    const std::string id = given_template(app, alice, R"(,"maxNumberOfAllocations":5)");

    const auto answers = at_once(kClients, [&](int number) { return app.get(template_path(id), of(readers, number)); });

    CHECK(count_of(answers, 200) == 5);
    CHECK(count_of(answers, "error.platform.validation.relationshipTemplate.maxNumberOfAllocationsExhausted") ==
          kClients - 5);
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_template_allocations") == 5);
    CHECK(news_for(app, alice).size() == 1);
}

TEST_ON_EACH_DATABASE("an identity that reads a template many times at once takes one allocation",
                      "[relationships][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = app.person();
    const std::string limited = given_template(app, alice, R"(,"maxNumberOfAllocations":2)");
    const std::string open = given_template(app, alice);

    const auto answers =
        at_once(kClients, [&](int number) { return app.get(template_path(number % 2 == 0 ? limited : open), bob); });

    CHECK(count_of(answers, 200) == kClients);
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_template_allocations") == 2);
    CHECK(news_for(app, alice).empty());
    CHECK(read_template(app, app.person(), limited) == "200");
    CHECK(news_for(app, alice).size() == 1);
}

TEST_ON_EACH_DATABASE("a request is accepted, rejected or revoked, however many try", "[relationships][concurrency]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    for (int round = 0; round < 5; ++round) {
        const Person bob = syncing_person(app);
        const std::string id = given_relationship(app, bob, alice);
        news_for(app, alice);

        const auto answers = at_once(kClients, [&](int number) {
            return number % 3 == 0   ? act(app, alice, id, "Accept")
                   : number % 3 == 1 ? act(app, bob, id, "Revoke")
                                     : act(app, alice, id, "Reject");
        });

        CHECK(count_of(answers, 200) == 1);
        CHECK(count_of(answers, kStatus) == kClients - 1);
        check_log(database, id, 2);
        CHECK(news_for(app, alice).size() + news_for(app, bob).size() == 1);
    }
}

TEST_ON_EACH_DATABASE("both sides decompose at once, and each once", "[relationships][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    for (int round = 0; round < 5; ++round) {
        const std::string id = given_relationship(app, bob, alice, {"to Reject"});

        const auto answers =
            at_once(kClients, [&](int number) { return act(app, number % 2 == 0 ? alice : bob, id, "Decompose"); });

        CHECK(count_of(answers, 200) == 2);
        CHECK(count_of(answers, kDecomposed) == kClients - 2);
        check_log(database, id, 4);
        CHECK(status_of(database, id) == "70");
    }
}

TEST_ON_EACH_DATABASE("a reactivation is requested once, and answered once", "[relationships][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const std::string id = given_relationship(app, bob, alice, {"to Accept", "to Terminate"});

    const auto requests =
        at_once(kClients, [&](int number) { return act(app, number % 2 == 0 ? alice : bob, id, "Reactivate"); });
    CHECK(count_of(requests, 200) == 1);
    check_log(database, id, 4);

    const auto answers = at_once(kClients, [&](int number) {
        const std::string_view action = number < 6 ? "Accept" : number < 11 ? "Reject" : "Revoke";
        return act(app, number % 2 == 0 ? alice : bob, id, fmt::format("Reactivate/{}", action));
    });
    CHECK(count_of(answers, 200) == 1);
    check_log(database, id, 5);
}

TEST_ON_EACH_DATABASE("many pairs that change at once neither wait forever nor fail", "[relationships][concurrency]",
                      database)
{
    TestApplication app(database);
    const auto persons = people(app, 6);
    std::vector<std::string> ids;
    std::vector<std::pair<int, int>> pairs;
    for (int one = 0; one < 6; ++one) {
        for (int other = 0; other < one; ++other) {
            pairs.emplace_back(one, other);
            ids.push_back(given_relationship(app, of(persons, one), of(persons, other), {"to Accept"}));
        }
    }
    std::atomic<int> unexpected = 0;

    at_once(kClients, [&](int number) {
        for (int round = 0; round < 20; ++round) {
            const auto chosen = static_cast<std::size_t>(number * 7 + round * 11) % pairs.size();
            const Person& actor = of(persons, (number + round) % 2 == 0 ? pairs[chosen].first : pairs[chosen].second);
            for (const std::string_view action : {"Terminate", "Reactivate", "Reactivate/Accept"}) {
                const int status = act(app, actor, ids[chosen], action).status;
                if (status != 200 && status != 400) ++unexpected;
            }
            if (app.patch("/api/v2/Identities/Self/FeatureFlags", "{}", actor).status != 204) ++unexpected;
        }
        return Answer{};
    });

    CHECK(unexpected == 0);
    CHECK(database.statements.repetitions() == 0);
    for (const std::string& id : ids) {
        check_log(database, id,
                  number_in(database, fmt::format("SELECT MAX(number) FROM relationship_audit_log WHERE "
                                                  "relationship_id = '{}'",
                                                  id)));
    }
}

TEST_ON_EACH_DATABASE("whoever gets a peer that is about to go learns that it goes", "[relationships][concurrency]",
                      database)
{
    TestApplication app(database);
    for (int round = 0; round < 10; ++round) {
        const Person alice = app.person();
        const auto askers = people(app, kClients - 1);
        const std::string of_alice = given_template(app, alice);

        // The deletion begins as in the module devices, but without the hashes, so that it comes among the others.
        const auto answers = at_once(kClients, [&](int number) {
            if (number > 0) return request_relationship(app, of(askers, number - 1), of_alice);
            for (int reads = 0; reads < round; ++reads) app.get(template_path(of_alice), alice);
            database.connect()->transaction([&](Transaction& tx) {
                tx.execute(
                    Statement{"test.begin_deletion", "UPDATE identities SET status = 1 WHERE address = :address"},
                    alice.address);
                tx.raise(devices::IdentityToBeDeleted{alice.address, app.clock().now()});
            });
            return Answer{};
        });
        // Who has got a relationship also learns that its peer is to be deleted.
        const auto made = count_of(answers, 201);
        CHECK(made + count_of(answers, "error.platform.validation.relationship.peerIsToBeDeleted") == kClients - 1);
        CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM external_events e JOIN relationships r ON "
                                              "r.from_address = e.owner WHERE r.to_address = '{}'",
                                              alice.address.text())) == made);
    }
}

TEST_ON_EACH_DATABASE("a change that another one overtakes is judged by what that one left", "[relationships]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    struct Case
    {
        std::vector<std::string> steps;
        std::string first;
        std::string second;
        std::string outcome;
    };
    const std::string status = "400 validation.relationship.relationshipIsNotInCorrectStatus";
    const std::vector<Case> cases{
        {{}, "from Revoke", "to Accept", status},
        {{}, "to Accept", "to Accept", status},
        {{"to Accept"}, "from Terminate", "to Terminate", status},
        {{"to Accept", "to Terminate"},
         "from Reactivate",
         "to Reactivate",
         "400 validation.relationship.cannotRequestReactivationWhenThereIsAnOpenReactivationRequest"},
        {{"to Accept", "to Terminate"}, "from Reactivate", "to Decompose", "200"},
        {{"to Accept", "to Terminate"}, "from Decompose", "to Decompose", "200"},
        {{"to Accept", "to Terminate"},
         "to Decompose",
         "to Decompose",
         "400 validation.relationship.relationshipAlreadyDecomposed"},
    };
    for (const auto& [steps, first, second, outcome] : cases) {
        INFO(first << ", then " << second);
        const std::string id = given_relationship(app, bob, alice, steps);
        database.statements.once_after("relationships.find", [&] {
            if (take_step(app, bob, alice, id, first).status != 200) throw std::logic_error("the first one failed");
        });

        const Answer answer = take_step(app, bob, alice, id, second);

        CHECK(outcome_of(answer) == outcome);
        check_log(database, id, static_cast<std::int64_t>(steps.size()) + (outcome == "200" ? 3 : 2));
        change_rows(database, "UPDATE relationships SET status = 70");
    }
}

TEST_ON_EACH_DATABASE("a template that goes while it is read was never there", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    for (const std::string_view members : {"", R"(,"maxNumberOfAllocations":1)"}) {
        const auto with_lost_template = [&](const auto& request) {
            const std::string id = given_template(app, alice, members);
            database.statements.once_after("relationship_templates.find_visible",
                                           [&] { app.del(template_path(id), alice); });
            const Answer answer = request(id);
            CHECK(outcome_of(answer) == "404 recordNotFound");
            CHECK(answer.text("error.message").starts_with("RelationshipTemplate not found."));
        };
        with_lost_template([&](const std::string& id) { return app.get(template_path(id), bob); });
        with_lost_template([&](const std::string& id) { return request_relationship(app, bob, id); });
    }
    const std::string read_before = given_template(app, alice);
    REQUIRE(read_template(app, bob, read_before) == "200");
    database.statements.once_after("relationship_templates.find_visible",
                                   [&] { app.del(template_path(read_before), alice); });
    CHECK(outcome_of(request_relationship(app, bob, read_before)) == "404 recordNotFound");
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships") == 0);
}

TEST_ON_EACH_DATABASE("the last allocation goes to who is faster", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string_view one = R"(,"maxNumberOfAllocations":1)";
    const std::string lost = given_template(app, alice, one);
    database.statements.once_after("relationship_templates.find_visible",
                                   [&] { read_template(app, app.person(), lost); });
    CHECK(read_template(app, bob, lost) == "400 validation.relationshipTemplate.maxNumberOfAllocationsExhausted");

    const std::string taken_before = given_template(app, alice, one);
    database.statements.once_after("relationship_templates.find_visible",
                                   [&] { read_template(app, bob, taken_before); });
    CHECK(read_template(app, bob, taken_before) == "200");
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_template_allocations") == 2);
}

TEST_ON_EACH_DATABASE("the database itself allows one living relationship for a pair", "[relationships]", database)
{
    TestApplication app(database);
    const auto insert = [&](std::string_view id, int status) {
        change_rows(database, fmt::format("INSERT INTO relationships (id, pair, from_address, to_address, created_at, "
                                          "status, revision, from_has_decomposed, to_has_decomposed) "
                                          "VALUES ('{}', 'a b', 'a', 'b', 0, {}, 1, 0, 0)",
                                          id, status));
    };
    insert("REL1", 10);
    for (const int living : {10, 20, 50}) CHECK_THROWS_AS(insert("REL2", living), UniqueViolation);
    for (const int dead : {30, 40, 60, 70}) CHECK_NOTHROW(insert(fmt::format("REL{}", dead), dead));
    CHECK_NOTHROW(insert("REL61", 60));
}
