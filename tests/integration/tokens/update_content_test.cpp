#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include <tokens/events.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kNewContent = R"({"newContent":"BBBB"})";

std::string update_path(const std::string& id)
{
    return token_path(id) + "/UpdateContent";
}

}  // namespace

TEST_ON_EACH_DATABASE("who fills an empty token becomes its creator", "[tokens]", database)
{
    TestApplication app(database);
    const std::string id = given_anonymous_token(app);
    app.clock().advance(1s);
    const Person bob = app.person();

    const Answer answer = app.post(update_path(id), std::string(kNewContent), bob);

    REQUIRE(answer.status == 200);
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"id":"{}","createdBy":"{}","createdByDevice":"{}","forIdentity":null,)"
                      R"("createdAt":"2026-01-01T00:00:00.000Z","expiresAt":"2026-01-01T00:04:00.000Z",)"
                      R"("isPasswordProtected":false}}}})",
                      id, bob.address.text(), bob.device.text()));
    CHECK(app.get(token_path(id)).text("result.content") == "BBBB");
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
    CHECK(app.del(token_path(id), bob).status == 204);
}

TEST_ON_EACH_DATABASE("a token is filled once", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string id = given_token(app, alice, "");

    CHECK(app.post(update_path(id), std::string(kNewContent), alice).status == 200);
    CHECK(outcome_of(app.post(update_path(id), std::string(kNewContent), alice)) ==
          "400 token.contentUpdateNotPossibleBecauseContentAlreadyExists");
}

TEST_ON_EACH_DATABASE("a content of no length is a content", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    CHECK(outcome_of(app.post(update_path(given_token(app, alice, R"(,"content":"")")), std::string(kNewContent),
                              alice)) == "400 token.contentUpdateNotPossibleBecauseContentAlreadyExists");
}

TEST_ON_EACH_DATABASE("expiry, lock and password hold for the creator as well", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string path = update_path(given_token(app, alice, R"(,"password":"AAAA")"));
    const auto fill = [&](std::string_view body) {
        return outcome_of(app.post(path, std::string(body), app.with_new_token(alice)));
    };

    CHECK(fill(kNewContent) == "404 recordNotFound");
    CHECK(fill(R"({"newContent":"BBBB","password":"CCCC"})") == "404 recordNotFound");
    CHECK(failed_attempts(database) == 2);

    set_failed_attempts(database, 100);
    CHECK(fill(R"({"newContent":"BBBB","password":"AAAA"})") == "400 token.tooManyFailedPasswordAttempts");

    app.clock().advance(24h + 1us);
    CHECK(fill(R"({"newContent":"BBBB","password":"AAAA"})") == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("the hundredth wrong password locks a token while it is filled, too", "[tokens]", database)
{
    TestApplication app(database);
    const std::string path = update_path(given_anonymous_token(app, R"(,"password":"AAAA")"));
    int locked = 0;
    database.events.on<tokens::TokenLocked>([&](const tokens::TokenLocked& event, Transaction&) {
        CHECK_FALSE(event.created_by);
        ++locked;
    });
    set_failed_attempts(database, 99);

    CHECK(outcome_of(app.post(path, std::string(kNewContent), app.person())) ==
          "400 token.tooManyFailedPasswordAttempts");
    CHECK(locked == 1);
}

TEST_ON_EACH_DATABASE("a personalised token is filled by its creator or its identity", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string members = fmt::format(R"(,"forIdentity":"{}")", bob.address.text());
    const std::string first = update_path(given_token(app, alice, members));
    const std::string second = update_path(given_token(app, alice, members));

    CHECK(outcome_of(app.post(first, std::string(kNewContent), app.person())) == "404 recordNotFound");
    CHECK(app.post(first, std::string(kNewContent), alice).status == 200);
    CHECK(app.post(second, std::string(kNewContent), bob).status == 200);
}

TEST_ON_EACH_DATABASE("what keeps a token from being filled is reported in the protocol's order", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string path = update_path(given_token(app, alice, only_for(bob) + R"(,"password":"AAAA")"));
    const auto fill = [&](const Person& person, std::string_view password) {
        return outcome_of(app.post(path, fmt::format(R"({{"newContent":"BBBB","password":"{}"}})", password), person));
    };

    CHECK(fill(app.person(), "CCCC") == "404 recordNotFound");
    CHECK(failed_attempts(database) == 0);
    CHECK(fill(bob, "CCCC") == "404 recordNotFound");
    CHECK(failed_attempts(database) == 1);
    CHECK(fill(bob, "AAAA") == "400 token.contentUpdateNotPossibleBecauseContentAlreadyExists");
    set_failed_attempts(database, 100);
    CHECK(fill(app.person(), "CCCC") == "400 token.tooManyFailedPasswordAttempts");
}

TEST_ON_EACH_DATABASE("what a token asks for stays when it is filled", "[tokens]", database)
{
    TestApplication app(database);
    const Person bob = app.person();
    const std::string members = fmt::format(R"(,"password":"AAAA","forIdentity":"{}")", bob.address.text());
    const std::string path = update_path(given_token(app, app.person(), members));

    const Answer answer = app.post(path, R"({"newContent":"BBBB","password":"AAAA"})", bob);

    CHECK(answer.text("result.forIdentity") == bob.address.text());
    CHECK(answer.at("result.isPasswordProtected") == true);
    CHECK(text_in(database, "SELECT password FROM tokens") == "AAAA");
    CHECK(text_in(database, "SELECT for_identity FROM tokens") == bob.address.text());
}

TEST_ON_EACH_DATABASE("what can be wrong with a new content", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string path = update_path(given_token(app, alice));
    const std::string too_long = Base64Url::encode(std::string(10 * 1024 * 1024 + 1, 'x')).text();
    struct Case
    {
        std::string path;
        std::string body;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {path, R"({})", "400 inputCannotBeParsed"},
        {path, R"({"newContent":null})", "400 inputCannotBeParsed"},
        {path, R"({"newContent":"***"})", "400 inputCannotBeParsed"},
        {path, R"({"newContent":"AAAA","password":1})", "400 inputCannotBeParsed"},
        {update_path("x"), R"({"newContent":"***"})", "400 inputCannotBeParsed"},
        {update_path("FILxxxxxxxxxxxxxxxxx"), R"({"newContent":""})", "400 validation.invalidPropertyValue"},
        {path, R"({"newContent":""})", "400 validation.invalidPropertyValue"},
        {path, R"({"newContent":")" + too_long + R"("})", "400 validation.invalidPropertyValue"},
        {path, R"({"newContent":"AAAA","password":""})", "400 validation.invalidPropertyValue"},
        {path, R"({"newContent":"AAAA","password":")" + too_long.substr(0, 268) + R"("})",
         "400 validation.invalidPropertyValue"},
        {update_path("TOKxxxxxxxxxxxxxxxxx"), R"({"newContent":"AAAA","id":1})", "404 recordNotFound"},
        {path, R"({"newContent":"AAAA"})", "400 token.contentUpdateNotPossibleBecauseContentAlreadyExists"},
    };
    for (const auto& [target, body, outcome] : cases) {
        INFO(target << " " << body.substr(0, 200));
        CHECK(outcome_of(app.post(target, body, alice)) == outcome);
    }
    CHECK(app.post(path, std::string(kNewContent)).status == 401);
}

TEST_ON_EACH_DATABASE("a token costs two statements in a transaction to fill", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string path = update_path(given_token(app, alice, ""));
    database.statements.clear();

    app.post(path, std::string(kNewContent), alice);

    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "tokens.find_locked", "tokens.fill", "commit"});
}
