#include <string>

#include <catch2/catch.hpp>

#include "integration/relationships/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr auto kDay = 24h;

std::int64_t templates(TestDatabase& database)
{
    return number_in(database, "SELECT COUNT(*) FROM relationship_templates");
}

}  // namespace

TEST_ON_EACH_DATABASE("templates go thirty days after they expired, unless they were used", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string_view expiring = R"(,"expiresAt":"2026-01-02")";
    given_template(app, alice);
    const std::string used = given_template(app, alice, expiring);
    const std::string relationship = request_relationship(app, bob, used).text("result.id");
    REQUIRE(act(app, bob, relationship, "Revoke").status == 200);
    REQUIRE(read_template(app, bob, given_template(app, alice, expiring)) == "200");
    given_template(app, alice, R"(,"expiresAt":"2026-01-03")");
    app.clock().advance(31 * kDay - 1us);

    app.run_job("relationships.delete-expired-templates");
    CHECK(templates(database) == 4);
    app.clock().advance(1us);
    app.run_job("relationships.delete-expired-templates");

    CHECK(templates(database) == 3);
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_template_allocations") == 1);
}

TEST_ON_EACH_DATABASE("expired templates go in batches, around those that stay", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string used = given_template(app, alice, R"(,"expiresAt":"2026-01-02")");
    request_relationship(app, app.person(), used);
    for (int i = 0; i < 1100; ++i) {
        change_rows(database, fmt::format("INSERT INTO relationship_templates (id, created_by, created_by_device, "
                                          "created_at, expires_at, content) VALUES ('RLT{:017}', 'a', 'd', 0, {}, '')",
                                          i, i % 3 == 0 ? 1'767'312'000'000'000 : 1'767'225'600'000'000 + i));
    }
    app.clock().advance(40 * kDay);
    database.statements.clear();

    app.run_job("relationships.delete-expired-templates");

    CHECK(templates(database) == 1);
    CHECK(read_template(app, app.with_new_token(alice), used) == "200");
}

TEST_ON_EACH_DATABASE("relationships go thirty days after both sides have decomposed them", "[relationships]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string gone = given_relationship(app, bob, alice, {"to Reject", "to Decompose", "from Decompose"});
    const std::string kept = given_relationship(app, bob, alice, {"to Reject", "to Decompose"});
    app.clock().advance(1us);
    REQUIRE(act(app, bob, kept, "Decompose").status == 200);
    const std::string half = given_relationship(app, bob, alice, {"to Reject", "to Decompose"});
    app.clock().advance(30 * kDay - 1us);

    app.run_job("relationships.delete-decomposed");

    const Person later_bob = app.with_new_token(bob);
    CHECK(outcome_of(app.get(relationship_path(gone), later_bob)) == "404 recordNotFound");
    CHECK(outcome_of(act(app, later_bob, gone, "Decompose")) == "404 recordNotFound");
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships") == 2);
    CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM relationship_audit_log WHERE relationship_id = '{}'",
                                          gone)) == 0);
    app.clock().advance(1us);
    app.run_job("relationships.delete-decomposed");
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationships") == 1);
    CHECK(outcome_of(app.get(relationship_path(half), later_bob)) == "200");
}
