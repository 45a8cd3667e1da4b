#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <tokens/events.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

TEST_ON_EACH_DATABASE("the creator reads its token", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_token(app, alice);

    const Answer answer = app.get(token_path(id), alice);

    REQUIRE(answer.status == 200);
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"id":"{}","createdBy":"{}","createdByDevice":"{}","forIdentity":null,)"
                      R"("createdAt":"2026-01-01T00:00:00.000Z","expiresAt":"2026-01-02T00:00:00.000Z",)"
                      R"("isPasswordProtected":false,"content":"AAAA"}}}})",
                      id, alice.address.text(), alice.device.text()));
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
}

TEST_ON_EACH_DATABASE("who reads somebody else's token gets an allocation, once", "[tokens]", database)
{
    TestApplication app(database);
    const std::string id = given_token(app, app.person());
    const Person bob = app.person();

    CHECK(app.get(token_path(id), bob).status == 200);
    CHECK(app.get(token_path(id), bob).status == 200);
    CHECK(app.get(token_path(id), app.device_of(bob)).status == 200);

    CHECK(text_in(database, "SELECT allocated_by FROM token_allocations") == bob.address.text());
    CHECK(text_in(database, "SELECT allocated_by_device FROM token_allocations") == bob.device.text());
    CHECK(number_in(database, "SELECT allocated_at FROM token_allocations") == 1'767'225'600'000'000);
}

TEST_ON_EACH_DATABASE("creators and those with an allocation read a token under all circumstances", "[tokens]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id = given_token(app, alice, kWithPassword);
    REQUIRE(app.get(token_path(id) + std::string(kRightPassword), bob).status == 200);

    set_failed_attempts(database, 100);
    app.clock().advance(48h);

    CHECK(app.get(token_path(id), app.with_new_token(alice)).status == 200);
    CHECK(app.get(token_path(id), app.with_new_token(bob)).status == 200);
    CHECK(outcome_of(app.get(token_path(id), app.person())) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("a token expires for strangers", "[tokens]", database)
{
    TestApplication app(database);
    const std::string id = given_token(app, app.person());

    app.clock().advance(24h);
    CHECK(app.get(token_path(id)).status == 200);

    app.clock().advance(1us);
    CHECK(outcome_of(app.get(token_path(id))) == "404 recordNotFound");
    CHECK(outcome_of(app.get(token_path(id), app.person())) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("a personalised token is for its creator and one identity", "[tokens]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string id = given_token(app, app.person(), only_for(bob));

    CHECK(outcome_of(app.get(token_path(id), app.person())) == "404 recordNotFound");
    CHECK(outcome_of(app.get(token_path(id))) == "404 recordNotFound");
    CHECK(app.get(token_path(id), bob).text("result.forIdentity") == bob.address.text());
}

TEST_ON_EACH_DATABASE("a password is needed, and wrong ones are counted", "[tokens]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string path = token_path(given_token(app, app.person(), kWithPassword));

    CHECK(outcome_of(app.get(path, bob)) == "404 recordNotFound");
    CHECK(outcome_of(app.get(path + "?password=", bob)) == "404 recordNotFound");
    CHECK(outcome_of(app.get(path + std::string(kWrongPassword))) == "404 recordNotFound");
    CHECK(failed_attempts(database) == 3);

    CHECK(app.get(path + std::string(kRightPassword)).at("result.isPasswordProtected") == true);
    CHECK(app.get(path + std::string(kRightPassword), bob).status == 200);
    CHECK(app.get(path + "?PASSWORD=cGFzc3dvcmQ=", app.person()).status == 200);
    CHECK(failed_attempts(database) == 3);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 2);
}

TEST_ON_EACH_DATABASE("the hundredth wrong password locks a token", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string path = token_path(given_token(app, alice, kWithPassword));
    std::vector<std::string> locked;
    database.events.on<tokens::TokenLocked>(
        [&](const tokens::TokenLocked& event, Transaction&) { locked.emplace_back(event.created_by->text()); });
    set_failed_attempts(database, 98);

    CHECK(outcome_of(app.get(path + std::string(kWrongPassword))) == "404 recordNotFound");
    CHECK(locked.empty());
    CHECK(outcome_of(app.get(path + std::string(kWrongPassword))) == "400 token.tooManyFailedPasswordAttempts");
    CHECK(locked == std::vector{alice.address.text()});

    CHECK(outcome_of(app.get(path + std::string(kRightPassword))) == "400 token.tooManyFailedPasswordAttempts");
    CHECK(outcome_of(app.get(path + std::string(kWrongPassword), app.person())) ==
          "400 token.tooManyFailedPasswordAttempts");
    CHECK(locked.size() == 1);
    CHECK(failed_attempts(database) == 100);
}

TEST_ON_EACH_DATABASE("the wrong identity is told of before the wrong password", "[tokens]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string path = token_path(given_token(app, app.person(), only_for(bob) + R"(,"password":"cGFzc3dvcmQ")"));

    CHECK(outcome_of(app.get(path + std::string(kWrongPassword), app.person())) == "404 recordNotFound");
    CHECK(failed_attempts(database) == 0);
    CHECK(outcome_of(app.get(path + std::string(kWrongPassword), bob)) == "404 recordNotFound");
    CHECK(failed_attempts(database) == 1);
}

TEST_ON_EACH_DATABASE("the lock is told of before the wrong identity", "[tokens]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string path = token_path(given_token(app, app.person(), only_for(bob) + R"(,"password":"cGFzc3dvcmQ")"));
    set_failed_attempts(database, 100);

    CHECK(outcome_of(app.get(path, app.person())) == "400 token.tooManyFailedPasswordAttempts");
    CHECK(outcome_of(app.get(path)) == "400 token.tooManyFailedPasswordAttempts");
}

TEST_ON_EACH_DATABASE("a password that is not needed is ignored", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person()));

    CHECK(app.get(path + std::string(kWrongPassword)).status == 200);
    CHECK(failed_attempts(database) == 0);
}

TEST_ON_EACH_DATABASE("anonymous callers read an anonymous token freely until somebody fills it", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_anonymous_token(app, R"(,"password":"AAAA")"));
    const Person bob = app.person();

    CHECK(app.get(path).at("result.content").is_null());
    CHECK(app.get(path + "?password=BBBB").status == 200);
    CHECK(outcome_of(app.get(path + "?password=BBBB", bob)) == "404 recordNotFound");
    CHECK(app.get(path + "?password=AAAA", bob).status == 200);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 1);

    REQUIRE(app.post(path + "/UpdateContent", R"({"newContent":"AAAA","password":"AAAA"})", bob).status == 200);
    CHECK(outcome_of(app.get(path)) == "404 recordNotFound");
    CHECK(app.get(path + "?password=AAAA").text("result.createdBy") == bob.address.text());
}

TEST_ON_EACH_DATABASE("nothing keeps anonymous callers from an anonymous token that nobody filled", "[tokens]",
                      database)
{
    TestApplication app(database);
    const std::string members = fmt::format(R"(,"password":"AAAA","forIdentity":"{}")", app.person().address.text());
    const std::string path = token_path(given_anonymous_token(app, members));
    set_failed_attempts(database, 100);
    app.clock().advance(1h);

    CHECK(app.get(path).status == 200);
    CHECK(outcome_of(app.get(path, app.person())) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("a token must be named by its id, and a password must be bytes", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person()));
    const std::string too_long = Base64Url::encode(std::string(201, 'x')).text();
    struct Case
    {
        std::string path;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {token_path("TOKxxxxxxxxxxxxxxxxx"), "404 recordNotFound"},
        {token_path("TOKabc"), "404 recordNotFound"},
        {token_path("FILxxxxxxxxxxxxxxxxx"), "400 validation.invalidPropertyValue"},
        {token_path("TOKxxxxxxxxxxxxxxxxxx"), "400 validation.invalidPropertyValue"},
        {token_path("TOK-xxxxxxxxxxxxxxxx"), "400 validation.invalidPropertyValue"},
        {path + "?password=***", "400 inputCannotBeParsed"},
        {token_path("x") + "?password=***", "400 inputCannotBeParsed"},
        {path + "?password=" + too_long, "400 validation.invalidPropertyValue"},
        {path + "?password=" + too_long.substr(0, 264), "200"},
    };
    for (const auto& [target, outcome] : cases) {
        INFO(target);
        CHECK(outcome_of(app.get(target)) == outcome);
    }
}

TEST_ON_EACH_DATABASE("a token costs one statement to read, and one more the first time", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = token_path(given_token(app, app.person()));
    const Person bob = app.person();
    database.statements.clear();

    app.get(path, bob);
    CHECK(database.statements.names() == std::vector<std::string>{"tokens.find_for_reader", "tokens.allocate"});

    database.statements.clear();
    app.get(path, bob);
    app.get(path);
    CHECK(database.statements.names() == std::vector<std::string>{"tokens.find_for_reader", "tokens.find_for_reader"});
}
