#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "integration/relationships/given.hpp"
#include "support/plan.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

Answer overview(TestApplication& app, const IdentityAddress& participant, std::string_view query = "")
{
    return app.admin().get(fmt::format("/api/v1/Relationships?participant={}{}", participant.text(), query));
}

std::vector<std::string> peers_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.at("result").is_array());
    std::vector<std::string> peers;
    for (const auto& relationship : answer.at("result").get_array()) {
        peers.emplace_back(relationship.at("peer").as_string());
    }
    return peers;
}

}  // namespace

TEST_ON_EACH_DATABASE("an operator sees the relationships of an identity from its side", "[relationships][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const std::string from_template = given_template(app, bob);
    const std::string id = request_relationship(app, alice, from_template).text("result.id");
    app.clock().advance(1s);
    const std::string to_template = given_template(app, alice);
    request_relationship(app, carol, to_template);
    app.clock().advance(1s);
    REQUIRE(app.put(relationship_path(id, "Accept"), R"({"creationResponseContent":"AQID"})", bob).status == 200);

    const Answer of_alice = overview(app, alice.address);

    CHECK(of_alice.at("result") ==
          boost::json::parse(
              fmt::format(R"([{{"peer":"{}","requestedBy":"Self","templateId":"{}","status":"Active",)"
                          R"("creationDate":"2026-01-01T00:00:00.000Z","answeredAt":"2026-01-01T00:00:02.000Z",)"
                          R"("createdByDevice":"{}","answeredByDevice":"{}"}},)"
                          R"({{"peer":"{}","requestedBy":"Peer","templateId":"{}","status":"Pending",)"
                          R"("creationDate":"2026-01-01T00:00:01.000Z","answeredAt":null,)"
                          R"("createdByDevice":"{}","answeredByDevice":null}}])",
                          bob.address.text(), from_template, alice.device.text(), bob.device.text(),
                          carol.address.text(), to_template, carol.device.text())));
    CHECK(overview(app, bob.address).text("result.0.requestedBy") == "Peer");
}

TEST_ON_EACH_DATABASE("any second entry of its log counts as the answer to a relationship", "[relationships][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto [step, status] =
        GENERATE(table<std::string, std::string>({{"to Reject", "Rejected"}, {"from Revoke", "Revoked"}}));
    given_relationship(app, alice, bob, std::vector{step});

    const Answer answer = overview(app, bob.address);

    CHECK(answer.text("result.0.status") == status);
    CHECK_FALSE(answer.at("result.0.answeredAt").is_null());
    CHECK(answer.text("result.0.answeredByDevice") ==
          (step.starts_with("to") ? bob.device.text() : alice.device.text()));
}

TEST_ON_EACH_DATABASE("a relationship stays when its template is deleted, and its peer is", "[relationships][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    const auto anonymous = IdentityAddress::of_deleted_identity("localhost");
    change_rows(database, "UPDATE relationships SET template_id = NULL");
    change_rows(database, fmt::format("UPDATE relationships SET to_address = '{}'", anonymous.text()));

    const Answer answer = overview(app, alice.address);
    CHECK(answer.at("result.0.templateId").is_null());
    CHECK(peers_in(answer) == std::vector{std::string(anonymous.text())});

    change_rows(database, fmt::format("UPDATE relationships SET from_address = '{}'", anonymous.text()));
    const Answer of_nobody = overview(app, anonymous, "&pageSize=1");
    CHECK(peers_in(of_nobody) == std::vector{std::string(anonymous.text())});
    CHECK(of_nobody.at("pagination").is_null());
}

TEST_ON_EACH_DATABASE("an operator sees relationships page by page, oldest first", "[relationships][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> peers;
    for (int i = 0; i < 3; ++i) {
        const Person peer = app.person();
        peers.emplace_back(peer.address.text());
        i == 1 ? given_relationship(app, peer, alice) : given_relationship(app, alice, peer);
        app.clock().advance(1s);
    }

    CHECK(peers_in(overview(app, alice.address)) == peers);
    const Answer first = overview(app, alice.address, "&PageSize=2");
    CHECK(peers_in(first) == std::vector{peers[0], peers[1]});
    CHECK(first.at("pagination") ==
          boost::json::parse(R"({"pageNumber":1,"pageSize":2,"totalPages":2,"totalRecords":3})"));
    CHECK(peers_in(overview(app, alice.address, "&PageSize=2&PageNumber=2")) == std::vector{peers[2]});
}

TEST_ON_EACH_DATABASE("what can be wrong with an operator's list of relationships", "[relationships][admin]", database)
{
    TestApplication app(database);
    const auto [query, outcome] = GENERATE(table<std::string, std::string>({
        {"participant=nobody", "200"},
        {"PARTICIPANT=nobody&pagesize=1", "200"},
        {"participant=x&PageSize=", "200"},
        {"", "400 inputCannotBeParsed"},
        {"participant=", "400 inputCannotBeParsed"},
        {"PageSize=201", "400 inputCannotBeParsed"},
        {"participant=x&PageSize=201", "400 validation.pagination.invalidPageSize"},
        {"participant=x&PageSize=x", "400 inputCannotBeParsed"},
        {"participant=x&PageSize=0", "400 validation.invalidPropertyValue"},
        {"participant=x&PageNumber=-1", "400 validation.invalidPropertyValue"},
    }));
    INFO(query);
    CHECK(outcome_of(app.admin().get("/api/v1/Relationships?" + query)) == outcome);
    CHECK(app.admin().send_bare("GET", "/api/v1/Relationships?" + query, "", {}).status == 401);
}

TEST_CASE("an operator's list of relationships is read in the order of indexes", "[relationships][sqlite]")
{
    const auto database = sqlite_database();
    const auto plan = plan_of(*database, "relationships.select_overviews");
    CHECK(mentions(plan, "INDEX relationships_by_creator_and_time (from_address=?)"));
    CHECK(mentions(plan, "INDEX relationships_by_recipient_and_time (to_address=?)"));
}
