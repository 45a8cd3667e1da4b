#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/forget.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

TEST_ON_EACH_DATABASE("the creator deletes its token and all allocations of it", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_token(app, alice);
    REQUIRE(app.get(token_path(id), app.person()).status == 200);
    database.statements.clear();

    CHECK(outcome_of(app.del(token_path(id), alice)) == "204");

    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "tokens.delete", "quotas.change_usage", "commit"});
    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
    CHECK(outcome_of(app.del(token_path(id), alice)) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("the creator deletes its token also when it is locked or expired", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string locked = given_token(app, alice, kWithPassword);
    set_failed_attempts(database, 100);
    const std::string expired = given_token(app, alice);

    CHECK(outcome_of(app.del(token_path(locked), alice)) == "204");
    app.clock().advance(48h);
    CHECK(outcome_of(app.del(token_path(expired), app.with_new_token(alice))) == "204");
}

TEST_ON_EACH_DATABASE("nobody else deletes a token", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person()));
    const Person bob = app.person();
    REQUIRE(app.get(path, bob).status == 200);

    CHECK(outcome_of(app.del(path, bob)) == "403 forbidden");
    CHECK(outcome_of(app.del(token_path(given_anonymous_token(app)), bob)) == "403 forbidden");
    CHECK(app.del(path).status == 401);
    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 2);
}

TEST_ON_EACH_DATABASE("a token to delete must be named by its id", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    CHECK(outcome_of(app.del(token_path("TOKabc"), alice)) == "404 recordNotFound");
    CHECK(outcome_of(app.del(token_path("abc"), alice)) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(app.del(token_path("TOKxxxxxxxxxxxxxxxxxx"), alice)) == "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("tokens are deleted thirty days after their expiry", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string older = given_token(app, alice, R"(,"expiresAt":"2026-02-01T00:00:00.000Z")");
    const std::string younger = given_token(app, alice, R"(,"expiresAt":"2026-02-01T00:00:00.001Z")");
    REQUIRE(app.get(token_path(older), app.person()).status == 200);

    app.clock().set(*Timestamp::parse("2026-03-03T00:00:00Z") - 1us);
    app.run_job("tokens.delete-expired");
    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 2);

    app.clock().advance(1us);
    app.run_job("tokens.delete-expired");
    CHECK(texts_in(database, "SELECT id FROM tokens") == std::vector{younger});
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
}

TEST_ON_EACH_DATABASE("a deleted identity leaves no tokens, and no traces on those of others", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    given_token(app, alice);
    const std::string for_alice = given_token(app, bob, only_for(alice));
    REQUIRE(app.get(token_path(for_alice), alice).status == 200);

    forget(app, "Tokens", alice);

    const std::string nobody = IdentityAddress::of_deleted_identity("localhost").text();
    CHECK(texts_in(database, "SELECT id FROM tokens") == std::vector{for_alice});
    CHECK(text_in(database, "SELECT for_identity FROM tokens") == nobody);
    CHECK(text_in(database, "SELECT allocated_by FROM token_allocations") == nobody);
    CHECK(app.get(token_path(for_alice), bob).status == 200);
}

TEST_ON_EACH_DATABASE("two deleted identities may have read the same token", "[tokens]", database)
{
    TestApplication app(database);
    const std::string id = given_token(app, app.person());
    const Person bob = app.person();
    const Person carol = app.person();
    REQUIRE(app.get(token_path(id), bob).status == 200);
    REQUIRE(app.get(token_path(id), carol).status == 200);

    forget(app, "Tokens", bob);
    forget(app, "Tokens", carol);

    CHECK(text_in(database, "SELECT allocated_by FROM token_allocations") ==
          IdentityAddress::of_deleted_identity("localhost").text());
}

TEST_ON_EACH_DATABASE("tokens are deleted or anonymised, however many they are", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto given_tokens = [&](char kind, const Person& creator, std::string_view recipient) {
        std::string rows;
        for (int number = 0; number < 1001; ++number) {
            rows += fmt::format("{}('TOK{}{:016}', '{}', {}, 0, 0, 0)", number > 0 ? "," : "", kind, number,
                                creator.address.text(), recipient);
        }
        change_rows(database,
                    "INSERT INTO tokens (id, created_by, for_identity, created_at, expires_at, access_failed_count) "
                    "VALUES " +
                        rows);
    };
    given_tokens('a', alice, "NULL");
    given_tokens('b', bob, "'" + alice.address.text() + "'");
    change_rows(database,
                fmt::format("INSERT INTO token_allocations (token_id, allocated_by, allocated_by_device, allocated_at) "
                            "SELECT id, '{}', 'DVC', 0 FROM tokens WHERE created_by = '{}'",
                            alice.address.text(), bob.address.text()));
    const std::string nobody = IdentityAddress::of_deleted_identity("localhost").text();

    forget(app, "Tokens", alice);

    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 1001);
    CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM tokens WHERE for_identity = '{}'", nobody)) == 1001);
    CHECK(number_in(database,
                    fmt::format("SELECT COUNT(*) FROM token_allocations WHERE allocated_by = '{}'", nobody)) == 1001);

    change_rows(database,
                fmt::format("INSERT INTO token_allocations (token_id, allocated_by, allocated_by_device, allocated_at) "
                            "SELECT id, '{}', 'DVC', 0 FROM tokens",
                            bob.address.text()));
    change_rows(database, fmt::format("UPDATE tokens SET created_by = '{}'", alice.address.text()));
    forget(app, "Tokens", bob);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 1001);

    app.run_job("tokens.delete-expired");
    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 0);
}
