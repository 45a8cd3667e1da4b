#include <string>
#include <vector>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> ids_in(const Answer& answer)
{
    std::vector<std::string> ids;
    for (const auto& token : answer.at("result").as_array()) ids.emplace_back(token.at("id").as_string());
    return ids;
}

}  // namespace

TEST_ON_EACH_DATABASE("those of the tokens are listed that the caller created or has read", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string own = given_token(app, alice);
    app.clock().advance(1s);
    const std::string read = given_token(app, bob, kWithPassword);
    const std::string unread = given_token(app, bob);
    REQUIRE(app.get(token_path(read) + std::string(kRightPassword), alice).status == 200);

    const Answer answer =
        app.get("/api/v2/Tokens?ids=" + read + "&ids=" + unread + "&ids=" + own + "&ids=TOKxxxxxxxxxxxxxxxxx", alice);

    REQUIRE(answer.status == 200);
    CHECK(ids_in(answer) == std::vector{own, read});
    CHECK(answer.at("pagination").is_null());
    CHECK(answer.at("result.0") == app.get(token_path(own), alice).at("result"));
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 1);
}

TEST_ON_EACH_DATABASE("tokens are listed also when they are locked, expired, or for somebody else", "[tokens]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id = given_token(app, alice, only_for(bob) + R"(,"password":"cGFzc3dvcmQ")");
    REQUIRE(app.get(token_path(id) + std::string(kRightPassword), bob).status == 200);
    change_rows(database, "UPDATE tokens SET for_identity = created_by");
    set_failed_attempts(database, 100);
    app.clock().advance(48h);

    for (const Person& person : {alice, bob}) {
        CHECK(ids_in(app.get("/api/v2/Tokens?ids=" + id, app.with_new_token(person))) == std::vector{id});
    }
    CHECK(ids_in(app.get("/api/v2/Tokens?ids=" + id, app.person())).empty());
}

TEST_ON_EACH_DATABASE("the older way to name tokens is understood, and its passwords are ignored", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string first = given_token(app, alice);
    const std::string second = given_token(app, alice);

    CHECK(ids_in(app.get("/api/v2/Tokens?tokens.0.id=" + first + "&tokens.0.password=***", alice)) ==
          std::vector{first});
    CHECK(ids_in(app.get("/api/v2/Tokens?TOKENS.0.ID=" + first + "&tokens.2.id=" + second, alice)) ==
          std::vector{first});
    CHECK(ids_in(app.get("/api/v2/Tokens?ids=" + second + "&tokens.0.id=" + first, alice)) == std::vector{second});
}

TEST_ON_EACH_DATABASE("tokens are listed page by page, oldest first", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> ids;
    std::string query = "/api/v2/Tokens?pageSize=2";
    for (int i = 0; i < 3; ++i) {
        ids.push_back(given_token(app, alice));
        query += "&ids=" + ids.back();
        app.clock().advance(1s);
    }

    const Answer first = app.get(query, alice);
    CHECK(ids_in(first) == std::vector{ids[0], ids[1]});
    CHECK(first.at("pagination") ==
          boost::json::parse(R"({"pageNumber":1,"pageSize":2,"totalPages":2,"totalRecords":3})"));
    CHECK(ids_in(app.get(query + "&pageNumber=2", alice)) == std::vector{ids[2]});
}

// In SQLite's memory these rows would be a second time what the answer is.
TEST_CASE("tokens of more than 64 MiB are had in smaller pages only (PostgreSQL)", "[tokens][postgresql]")
{
    run_on(postgresql_database(), [](TestDatabase& database) {
        TestApplication app(database);
        const Person alice = app.person();
        change_rows(database, fmt::format(R"(
            INSERT INTO tokens (id, created_by, created_at, expires_at, content, access_failed_count)
            SELECT 'TOK' || LPAD(CAST(number AS VARCHAR(2)), 17, '0'), '{}', number, 0, REPEAT('A', 4000000), 0
            FROM GENERATE_SERIES(0, 16) AS number)",
                                          alice.address.text()));
        std::string query = "/api/v2/Tokens?";
        for (const std::string& id : texts_in(database, "SELECT id FROM tokens")) query += "ids=" + id + "&";

        CHECK(outcome_of(app.get(query, alice)) == "400 validation.pagination.invalidPageSize");
        CHECK(ids_in(app.get(query + "pageSize=2&pageNumber=9", alice)) ==
              std::vector<std::string>{"TOK00000000000000016"});
    });
}

TEST_ON_EACH_DATABASE("what can be wrong with a list of tokens", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_token(app, alice);
    struct Case
    {
        std::string query;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"ids=" + id, "200"},
        {"", "400 validation.invalidPropertyValue"},
        {"ids[]=" + id, "400 validation.invalidPropertyValue"},
        {"ids=", "400 inputCannotBeParsed"},
        {"ids=FILxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"ids=" + id + "&ids=x", "400 validation.invalidPropertyValue"},
        {"tokens.0.id=", "400 validation.invalidPropertyValue"},
        {"tokens.0.id=x", "400 validation.invalidPropertyValue"},
        {"tokens.1.id=" + id, "400 validation.invalidPropertyValue"},
        {"pageSize=201", "400 validation.pagination.invalidPageSize"},
        {"pageSize=200&ids=" + id, "200"},
        {"pageSize=&ids=" + id, "200"},
        {"pageNumber=0&ids=" + id, "400 validation.invalidPropertyValue"},
        {"pageSize=0&ids=" + id, "400 validation.invalidPropertyValue"},
        {"pageSize=x&ids=" + id, "400 inputCannotBeParsed"},
    };
    for (const auto& [query, outcome] : cases) {
        INFO(query);
        CHECK(outcome_of(app.get("/api/v2/Tokens?" + query, alice)) == outcome);
    }
    CHECK(app.get("/api/v2/Tokens?ids=" + id).status == 401);
}

TEST_ON_EACH_DATABASE("a page of tokens costs one statement, and a count if it is full", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string query = "/api/v2/Tokens?ids=" + given_token(app, alice);
    database.statements.clear();

    app.get(query, alice);
    CHECK(database.statements.names() == std::vector<std::string>{"tokens.select_readable"});

    database.statements.clear();
    app.get(query + "&pageSize=1", alice);
    CHECK(database.statements.names() == std::vector<std::string>{"tokens.select_readable", "tokens.count_readable"});
}
