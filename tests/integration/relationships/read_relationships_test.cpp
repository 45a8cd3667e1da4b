#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

using Steps = std::vector<std::string>;

Answer relationships_of(TestApplication& app, const Person& as, const std::vector<std::string>& ids,
                        std::string_view rest = "")
{
    return app.get(fmt::format("{}?ids={}{}", kRelationships, fmt::join(ids, "&ids="), rest), as);
}

std::vector<std::string> ids_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    std::vector<std::string> ids;
    for (const auto& item : answer.at("result").as_array()) ids.emplace_back(item.at("id").as_string());
    return ids;
}

std::string so_many_ids(std::size_t number)
{
    return fmt::format("?ids={}", fmt::join(std::vector<std::string>(number, "REL"), "&ids="));
}

}  // namespace

TEST_ON_EACH_DATABASE("a relationship is read by both sides until they decompose it", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id = given_relationship(app, bob, alice, {"to Accept", "to Terminate"});
    const auto read = [&](const Person& person) { return outcome_of(app.get(relationship_path(id), person)); };
    const std::string decomposed = "400 validation.relationship.relationshipAlreadyDecomposed";

    CHECK(read(alice) == "200");
    CHECK(read(bob) == "200");
    CHECK(read(app.person()) == "404 recordNotFound");
    REQUIRE(act(app, bob, id, "Decompose").status == 200);
    CHECK(read(alice) == "200");
    CHECK(read(bob) == decomposed);
    CHECK(ids_in(relationships_of(app, bob, {id})) == std::vector{id});
    REQUIRE(act(app, alice, id, "Decompose").status == 200);
    CHECK(read(alice) == decomposed);
    CHECK(read(bob) == decomposed);
    const Answer listed = relationships_of(app, alice, {id});
    CHECK(listed.text("result.0.status") == "ReadyForDeletion");
    CHECK(listed.text("result.0.creationContent") == "AQID");

    CHECK(outcome_of(app.get(relationship_path("RELxxxxxxxxxxxxxxxxx"), alice)) == "404 recordNotFound");
    CHECK(outcome_of(app.get(relationship_path("x"), alice)) == "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("a list has one's own relationships, oldest first", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> ids;
    for (const Steps& steps : {Steps{"to Accept"}, Steps{"to Accept", "to Terminate"}, Steps{}}) {
        ids.push_back(given_relationship(app, app.person(), alice, steps));
        app.clock().advance(1s);
    }
    const std::string foreign = given_relationship(app, app.person(), app.person());
    const std::string with_gap = fmt::format("{}?ids[0]={}&ids[2]={}", kRelationships, ids[1], ids[0]);
    CHECK(ids_in(app.get(with_gap, alice)) == std::vector{ids[1]});
    database.statements.clear();

    const Answer answer = relationships_of(app, alice, {foreign, ids[2], ids[0], "REL", ids[1], ids[2]});

    CHECK(database.statements.names() == std::vector<std::string>{"relationships.select_full"});
    CHECK(ids_in(answer) == ids);
    CHECK(answer.at("result.0.auditLog").as_array().size() == 2);
    CHECK(answer.at("result.1.auditLog").as_array().size() == 3);
    CHECK(answer.at("result.2.auditLog").as_array().size() == 1);
    CHECK(answer.at("result.1.creationContent") == "AQID");
    CHECK(answer.at("result.1.creationResponseContent") == "");
    CHECK(answer.at("pagination").is_null());
    for (int i = 0; i < 3; ++i) {
        const Answer one = app.get(relationship_path(ids[static_cast<std::size_t>(i)]), alice);
        CHECK(one.at("result") == answer.at(fmt::format("result.{}", i)));
    }
}

TEST_ON_EACH_DATABASE("a list of relationships has pages", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i) {
        ids.push_back(given_relationship(app, app.person(), alice, {"to Accept", "from Terminate"}));
        app.clock().advance(1s);
    }

    const Answer first = relationships_of(app, alice, ids, "&pageSize=2");
    const Answer second = relationships_of(app, alice, ids, "&pageSize=2&pageNumber=2");

    CHECK(ids_in(first) == std::vector{ids[0], ids[1]});
    CHECK(ids_in(second) == std::vector{ids[2]});
    CHECK(boost::json::serialize(first.at("pagination")) ==
          R"({"pageNumber":1,"pageSize":2,"totalPages":2,"totalRecords":3})");
    CHECK(ids_in(relationships_of(app, alice, ids, "&pageSize=3")) == ids);
}

TEST_ON_EACH_DATABASE("what can be wrong with a list of relationships", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    const std::string id = "RELxxxxxxxxxxxxxxxxx";
    struct Case
    {
        std::string query;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"", invalid},
        {"?ids=x&pageSize=201", "400 validation.pagination.invalidPageSize"},
        {"?ids=" + id + "&ids=x", invalid},
        {"?ids=RLTxxxxxxxxxxxxxxxxx", invalid},
        {"?ids[]=" + id, invalid},
        {"?ids=", unparsable},
        {"?ids=" + id + "&pageSize=x", unparsable},
        {"?ids=" + id + "&pageNumber=", unparsable},
        {"?ids=" + id + "&pageSize=", "200"},
        {"?ids=" + id + "&pageSize=0", invalid},
        {"?ids[0]=" + id, "200"},
        {so_many_ids(1000), "200"},
        {so_many_ids(1001), invalid},
    };
    for (const auto& [query, outcome] : cases) {
        INFO(query);
        CHECK(outcome_of(app.get(std::string(kRelationships) + query, alice)) == outcome);
    }
}

TEST_ON_EACH_DATABASE("one relationship is one read", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_relationship(app, app.person(), alice, {"to Accept"});
    database.statements.clear();

    REQUIRE(app.get(relationship_path(id), alice).status == 200);

    CHECK(database.statements.names() == std::vector<std::string>{"relationships.find_full"});
}

TEST_ON_EACH_DATABASE("an app is told of the public templates of its client", "[relationships]", database)
{
    constexpr std::string_view kPath = "/api/poc/PublicRelationshipTemplateReferences";
    {
        TestApplication app(database, [](Configuration& configuration) {
            configuration.modules.get<relationships::RelationshipsOptions>().public_template_references = {
                {.client_id = "test", .title = "Shop", .description = "Buy", .truncated_reference = "UkxU"},
                {.client_id = "other", .title = "Not", .description = "this", .truncated_reference = "one"},
                {.client_id = "test", .title = "Bank", .description = "", .truncated_reference = ""}};
        });
        CHECK(app.get(std::string(kPath), app.person()).body ==
              R"({"result":[{"title":"Shop","description":"Buy","truncatedReference":"UkxU"},)"
              R"({"title":"Bank","description":"","truncatedReference":""}]})");
        CHECK(outcome_of(app.get(std::string(kPath))) == "401");
    }
}

TEST_ON_EACH_DATABASE("without public templates the list is empty", "[relationships]", database)
{
    TestApplication app(database);
    CHECK(app.get("/api/poc/PublicRelationshipTemplateReferences", app.person()).body == R"({"result":[]})");
}
