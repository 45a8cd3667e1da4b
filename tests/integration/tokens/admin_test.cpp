#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "integration/tokens/given_tokens.hpp"
#include "support/outcome.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string created_by(const Person& person, std::string_view query = "")
{
    return fmt::format("/api/v1/Tokens?createdBy={}{}", person.address.text(), query);
}

std::vector<std::string> ids_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.at("result").is_array());
    std::vector<std::string> ids;
    for (const auto& token : answer.at("result").as_array()) ids.emplace_back(token.at("id").as_string());
    return ids;
}

std::vector<std::string> given_tokens(TestApplication& app, const Person& creator, int count)
{
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) {
        ids.push_back(given_token(app, creator));
        app.clock().advance(1s);
    }
    return ids;
}

std::string reset_path(const std::string& id)
{
    return fmt::format("/api/v1/Tokens/{}/ResetAccessFailedCount", id);
}

}  // namespace

TEST_ON_EACH_DATABASE("an operator sees what tokens an identity created, with their contents", "[tokens][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string first = given_token(app, alice, only_for(bob) + R"(,"password":"cGFzc3dvcmQ")");
    app.clock().advance(1s);
    const std::string second = given_token(app, alice, R"(,"content":"")");
    given_token(app, bob);

    const Answer answer = app.admin().get(created_by(alice));

    CHECK(ids_in(answer) == std::vector{first, second});
    CHECK(answer.at("pagination").is_null());
    CHECK(answer.at("result.0") ==
          boost::json::parse(fmt::format(
              R"({{"id":"{}","createdBy":"{}","createdByDevice":"{}","forIdentity":"{}","createdAt":)"
              R"("2026-01-01T00:00:00.000Z","expiresAt":"2026-01-02T00:00:00.000Z","isPasswordProtected":true,)"
              R"("content":"AAAA"}})",
              first, alice.address.text(), alice.device.text(), bob.address.text())));
    CHECK(answer.text("result.1.content").empty());
}

TEST_ON_EACH_DATABASE("an operator sees all tokens at once, or pages of them", "[tokens][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto ids = given_tokens(app, alice, 3);

    CHECK(ids_in(app.admin().get(created_by(alice))) == ids);
    CHECK(ids_in(app.admin().get(created_by(alice, "&PageNumber=2"))) == ids);
    const Answer page = app.admin().get(created_by(alice, "&PageSize=2&PageNumber=2"));
    CHECK(ids_in(page) == std::vector{ids[2]});
    CHECK(app.admin().get(created_by(alice, "&PageSize=2")).at("pagination") ==
          boost::json::parse(R"({"pageNumber":1,"pageSize":2,"totalPages":2,"totalRecords":3})"));
    CHECK(app.admin().get(created_by(alice, "&PageSize=3")).at("pagination").is_null());
    CHECK(ids_in(app.admin().get(created_by(alice, "&PageSize=2&PageNumber=9"))).empty());
}

TEST_ON_EACH_DATABASE("many tokens are listed without a page size as well, in their order", "[tokens][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_token(app, alice);
    constexpr Statement kCopy{"test.copy_token", R"(
        INSERT INTO tokens (id, created_by, created_at, expires_at, content, access_failed_count)
        SELECT :id, created_by, created_at, expires_at, content, 0 FROM tokens {limit 1})"};
    database.connect()->transaction([&](Transaction& tx) {
        for (int i = 0; i < 450; ++i) tx.execute(kCopy, Id<"TOK">::generate(database.random));
    });
    const auto expected = texts_in(database, "SELECT id FROM tokens ORDER BY created_at, id");

    const Answer answer = app.admin().get(created_by(alice));

    CHECK(ids_in(answer) == expected);
    for (const auto& token : answer.at("result").as_array()) REQUIRE(token.at("content") == "AAAA");
}

TEST_ON_EACH_DATABASE("large contents are read few at a time, and too many of them are refused", "[tokens][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string content = Base64Url::encode(std::string(3'000'000, 'x')).text();
    for (int i = 0; i < 3; ++i) given_token(app, alice, fmt::format(R"(,"content":"{}")", content));
    database.statements.clear();

    const Answer three = app.admin().get(created_by(alice));
    CHECK(three.at("result").as_array().size() == 3);
    CHECK(three.text("result.2.content") == content);
    CHECK(database.statements.names() == std::vector<std::string>{"tokens.select_created_by", "tokens.select_contents",
                                                                  "tokens.select_contents", "tokens.select_contents"});

    for (int i = 0; i < 14; ++i) given_token(app, alice, fmt::format(R"(,"content":"{}")", content));
    CHECK(outcome_of(app.admin().get(created_by(alice))) == "400 validation.pagination.invalidPageSize");
    CHECK(app.admin().get(created_by(alice, "&PageSize=10")).status == 200);
}

TEST_ON_EACH_DATABASE("what can be wrong with an operator's list of tokens", "[tokens][admin]", database)
{
    TestApplication app(database);
    const auto [query, outcome] = GENERATE(table<std::string, std::string>({
        {"createdBy=nobody", "200"},
        {"CREATEDBY=nobody&pagesize=1", "200"},
        {"createdBy=nobody&PageSize=", "200"},
        {"", "400 inputCannotBeParsed"},
        {"createdBy=", "400 inputCannotBeParsed"},
        {"PageSize=201", "400 inputCannotBeParsed"},
        {"createdBy=x&PageSize=x", "400 inputCannotBeParsed"},
        {"createdBy=x&PageNumber=x", "400 inputCannotBeParsed"},
        {"createdBy=x&PageSize=201", "400 validation.pagination.invalidPageSize"},
        {"createdBy=x&PageNumber=0", "400 validation.invalidPropertyValue"},
        {"createdBy=x&PageSize=0", "400 validation.invalidPropertyValue"},
        {"createdBy=x&PageSize=1&PageNumber=0", "400 validation.invalidPropertyValue"},
    }));
    INFO(query);
    CHECK(outcome_of(app.admin().get("/api/v1/Tokens?" + query)) == outcome);
}

TEST_ON_EACH_DATABASE("an operator unlocks a token, and its creator is told when it is locked again", "[tokens][admin]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string id = given_token(app, alice, kWithPassword);
    const std::string path = token_path(id) + std::string(kRightPassword);
    const auto lock = [&] {
        set_failed_attempts(database, 99);
        return outcome_of(app.get(token_path(id) + std::string(kWrongPassword)));
    };
    REQUIRE(lock() == "400 token.tooManyFailedPasswordAttempts");
    REQUIRE(outcome_of(app.get(path, bob)) == "400 token.tooManyFailedPasswordAttempts");
    REQUIRE(number_in(database, "SELECT COUNT(*) FROM external_events") == 1);

    CHECK(outcome_of(app.admin().patch(reset_path(id), "null")) == "204");

    CHECK(failed_attempts(database) == 0);
    CHECK(app.get(path, bob).status == 200);
    CHECK(text_in(database, "SELECT action FROM operator_actions") == "token.access_failed_count_reset");
    CHECK(text_in(database, "SELECT subject FROM operator_actions") == id);

    CHECK(lock() == "400 token.tooManyFailedPasswordAttempts");
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == 2);
}

TEST_ON_EACH_DATABASE("what is no token is not unlocked", "[tokens][admin]", database)
{
    TestApplication app(database);
    const auto [id, outcome] = GENERATE(table<std::string, std::string>({
        {"TOKAAAAAAAAAAAAAAAAA", "404 recordNotFound"},
        {"TOK", "404 recordNotFound"},
        {"nonsense", "400 validation.invalidPropertyValue"},
        {"TOKAAAAAAAAAAAAAAAAAA", "400 validation.invalidPropertyValue"},
    }));
    INFO(id);
    CHECK(outcome_of(app.admin().patch(reset_path(id), "")) == outcome);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions") == 0);
}

TEST_ON_EACH_DATABASE("tokens are looked at and unlocked by operators only", "[tokens][admin]", database)
{
    TestApplication app(database);
    CHECK(app.admin().send_bare("GET", created_by(app.person()), "", {}).status == 401);
    CHECK(app.admin().send_bare("PATCH", reset_path("TOK"), "", {}).status == 401);
}
