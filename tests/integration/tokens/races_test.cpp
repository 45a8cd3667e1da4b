#include <atomic>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <tokens/events.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/at_once.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr int kRequests = 8;

std::vector<Person> persons(TestApplication& app, int number)
{
    std::vector<Person> persons;
    for (int i = 0; i < number; ++i) persons.push_back(app.person());
    return persons;
}

}  // namespace

TEST_ON_EACH_DATABASE("of many who fill a token at once only one succeeds", "[tokens][concurrency]", database)
{
    TestApplication app(database);
    const auto callers = persons(app, kRequests);

    for (int round = 0; round < 20; ++round) {
        const std::string id = given_anonymous_token(app);
        const auto answers = at_once(kRequests, [&](int number) {
            return app.post(token_path(id) + "/UpdateContent", R"({"newContent":"AAAA"})",
                            callers[static_cast<std::size_t>(number)]);
        });

        REQUIRE(count_of(answers, 200) == 1);
        CHECK(count_of(answers, "error.platform.token.contentUpdateNotPossibleBecauseContentAlreadyExists") ==
              kRequests - 1);
        const auto winner = std::ranges::find(answers, 200, &Answer::status);
        CHECK(app.get(token_path(id)).text("result.createdBy") == winner->text("result.createdBy"));
    }
}

TEST_ON_EACH_DATABASE("no wrong password is lost when many come at once", "[tokens][concurrency]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person(), kWithPassword));

    const auto answers = at_once(kRequests, [&](int) { return app.get(path + std::string(kWrongPassword)); });

    CHECK(count_of(answers, 404) == kRequests);
    CHECK(failed_attempts(database) == kRequests);
}

TEST_ON_EACH_DATABASE("a token is locked exactly once, however many attempts come at once", "[tokens][concurrency]",
                      database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person(), kWithPassword));
    const Person bob = app.person();
    std::atomic<int> locked = 0;
    database.events.on<tokens::TokenLocked>([&](const tokens::TokenLocked&, Transaction&) { ++locked; });
    set_failed_attempts(database, 100 - kRequests / 2);

    const auto answers = at_once(kRequests, [&](int number) {
        if (number % 2 == 0) return app.get(path + std::string(kWrongPassword));
        return app.post(path + "/UpdateContent", R"({"newContent":"AAAA"})", bob);
    });

    CHECK(locked == 1);
    CHECK(failed_attempts(database) == 100);
    // All but those that came before the lock.
    CHECK(count_of(answers, "error.platform.token.tooManyFailedPasswordAttempts") == kRequests / 2 + 1);
    CHECK(count_of(answers, 404) == kRequests / 2 - 1);
}

TEST_ON_EACH_DATABASE("many first reads by one identity at once make one allocation", "[tokens][concurrency]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person()));
    const Person bob = app.person();

    const auto answers = at_once(kRequests, [&](int) { return app.get(path, bob); });

    CHECK(count_of(answers, 200) == kRequests);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 1);
}

TEST_ON_EACH_DATABASE("a token that is deleted while it is read is not found", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    for (const std::string_view query : {kRightPassword, kWrongPassword}) {
        const std::string path = token_path(given_token(app, alice, kWithPassword));
        database.statements.once_after("tokens.find_for_reader", [&] { REQUIRE(app.del(path, alice).status == 204); });

        CHECK(outcome_of(app.get(path + std::string(query), bob)) == "404 recordNotFound");
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
}

TEST_ON_EACH_DATABASE("a wrong password for a token that is locked meanwhile is not counted", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person(), kWithPassword));
    int locked = 0;
    database.events.on<tokens::TokenLocked>([&](const tokens::TokenLocked&, Transaction&) { ++locked; });
    database.statements.once_after("tokens.find_for_reader", [&] { set_failed_attempts(database, 100); });

    CHECK(outcome_of(app.get(path + std::string(kWrongPassword))) == "400 token.tooManyFailedPasswordAttempts");

    CHECK(failed_attempts(database) == 100);
    CHECK(locked == 0);
}
