#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

const IdentityDataDeleter& token_deleter(TestApplication& app)
{
    const auto& deleters = app.registry().identity_data_deleters;
    return *std::ranges::find(deleters, "Tokens", &IdentityDataDeleter::aggregate);
}

/// As the deletion of the identity does.
void forget(TestApplication& app, const Person& person)
{
    const auto connection = app.database().connect();
    const IdentityDataDeleter& deleter = token_deleter(app);
    while (connection->transaction(
        [&](Transaction& tx) { return deleter.delete_batch(tx, person.address, app.application().installation()); })) {
    }
}

}  // namespace

TEST_ON_EACH_DATABASE("the creator deletes its token and all allocations of it", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_token(app, alice);
    REQUIRE(app.get(token_path(id), app.person()).status == 200);
    database.statements.clear();

    CHECK(outcome_of(app.del(token_path(id), alice)) == "204");

    CHECK(database.statements.names() == std::vector<std::string>{"tokens.delete"});
    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
    CHECK(outcome_of(app.del(token_path(id), alice)) == "404 recordNotFound");
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

    forget(app, alice);

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

    forget(app, bob);
    forget(app, carol);

    CHECK(text_in(database, "SELECT allocated_by FROM token_allocations") ==
          IdentityAddress::of_deleted_identity("localhost").text());
}
