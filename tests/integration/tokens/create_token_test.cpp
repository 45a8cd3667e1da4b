#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::string_view kPath = "/api/v2/Tokens";

struct Case
{
    std::string body;
    std::string outcome;
};

void check_all(TestApplication& app, const std::vector<Case>& cases, const std::optional<Person>& as)
{
    for (const auto& [body, outcome] : cases) {
        INFO(body.substr(0, 200));
        CHECK(outcome_of(app.post(std::string(kPath), body, as)) == outcome);
    }
}

std::string base64_of(std::size_t bytes)
{
    return Base64Url::encode(std::string(bytes, 'x')).text();
}

}  // namespace

TEST_ON_EACH_DATABASE("a token is stored as it was given", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();

    const Answer answer = app.post(
        std::string(kPath),
        fmt::format(
            R"({{"content":"+/8=","expiresAt":"2026-01-02T01:00:00+01:00","forIdentity":"{}","password":"AAEC"}})",
            bob.address.text()),
        alice);

    REQUIRE(answer.status == 201);
    const std::string id = answer.text("result.id");
    CHECK(answer.header("Location") == "http://localhost/api/v2/Tokens/" + id);
    CHECK(answer.body == R"({"result":{"id":")" + id + R"(","createdAt":"2026-01-01T00:00:00.000Z"}})");
    CHECK(text_in(database, "SELECT created_by FROM tokens") == alice.address.text());
    CHECK(text_in(database, "SELECT created_by_device FROM tokens") == alice.device.text());
    CHECK(text_in(database, "SELECT for_identity FROM tokens") == bob.address.text());
    CHECK(text_in(database, "SELECT content FROM tokens") == "-_8");
    CHECK(text_in(database, "SELECT password FROM tokens") == "AAEC");
    CHECK(number_in(database, "SELECT expires_at FROM tokens") == 1'767'312'000'000'000);
    CHECK(number_in(database, "SELECT COUNT(*) FROM token_allocations") == 0);
}

TEST_ON_EACH_DATABASE("an anonymous token is empty and belongs to nobody", "[tokens]", database)
{
    TestApplication app(database);

    const Answer answer = app.post(std::string(kPath), R"({"expiresAt":"2026-01-01T00:02:00Z"})");

    REQUIRE(answer.status == 201);
    CHECK(text_in(database, "SELECT created_by FROM tokens") == "NULL");
    CHECK(text_in(database, "SELECT created_by_device FROM tokens") == "NULL");
    CHECK(text_in(database, "SELECT content FROM tokens") == "NULL");
}

TEST_ON_EACH_DATABASE("what can be wrong with a token is reported in the protocol's order", "[tokens]", database)
{
    TestApplication app(database);
    const std::string too_long = base64_of(10 * 1024 * 1024 + 1);
    const std::vector<Case> cases{
        {R"({"expiresAt":"2026-01-02"})", "201"},
        {R"({"expiresAt":"2026-01-02","content":null,"forIdentity":null,"password":null})", "201"},
        {R"({"expiresAt":"2026-01-02","content":"","unknown":1})", "201"},
        {R"({"EXPIRESAT":"2026-01-02"})", "201"},
        {R"({})", "400 inputCannotBeParsed"},
        {R"(null)", "400 inputCannotBeParsed"},
        {R"([])", "400 inputCannotBeParsed"},
        {R"({)", "400 inputCannotBeParsed"},
        {R"({"expiresAt":null})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":"tomorrow"})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":1})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":"2026-01-02","content":"***"})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":"2026-01-02","content":1})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":"2026-01-02","forIdentity":1})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":"2026-01-02","password":true})", "400 inputCannotBeParsed"},
        {R"({"expiresAt":"2026-01-02","forIdentity":""})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-02","forIdentity":"did:e:x"})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-02","password":""})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-01T00:00:00.000Z"})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2025-12-31"})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-02","password":")" + base64_of(200) + R"("})", "201"},
        {R"({"expiresAt":"2026-01-02","password":")" + base64_of(201) + R"("})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-02","content":")" + too_long + R"("})", "400 validation.invalidPropertyValue"},
    };

    check_all(app, cases, app.person());

    CHECK(number_in(database, "SELECT COUNT(*) FROM tokens") == 5);
}

TEST_ON_EACH_DATABASE("a token may hold ten megabytes", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string content = base64_of(10 * 1024 * 1024);

    const Answer answer =
        app.post(std::string(kPath), R"({"expiresAt":"2026-01-02","content":")" + content + R"("})", alice);

    REQUIRE(answer.status == 201);
    const Answer read = app.get(std::string(kPath) + "/" + answer.text("result.id"), alice);
    // Not shown when they differ.
    CHECK((read.text("result.content") == content));
}

TEST_ON_EACH_DATABASE("the first broken rule of a token is named", "[tokens]", database)
{
    TestApplication app(database);
    const auto message = [&](std::string body, const std::optional<Person>& as) {
        return app.post(std::string(kPath), std::move(body), as).text("error.message");
    };
    const Person alice = app.person();

    for (const auto& as : {std::optional(alice), std::optional<Person>()}) {
        CHECK(message(R"({"expiresAt":"2025-01-01","password":"","forIdentity":"x","content":"AAAA"})", as)
                  .starts_with("'forIdentity'"));
        CHECK(message(R"({"expiresAt":"2025-01-01","password":"","content":"AAAA"})", as).starts_with("'password'"));
        CHECK(message(R"({"expiresAt":"2025-01-01","content":"AAAA"})", as).starts_with("'expiresAt'"));
    }
    CHECK(message(R"({"expiresAt":"2026-01-02","content":"AAAA"})", std::nullopt).starts_with("'content'"));
    CHECK(message(R"({"expiresAt":"2026-01-02"})", std::nullopt).starts_with("'expiresAt'"));
    CHECK(message(R"({"expiresAt":"2025-01-01","content":")" + base64_of(10 * 1024 * 1024 + 1) + R"("})", alice)
              .starts_with("'expiresAt'"));
}

TEST_ON_EACH_DATABASE("an anonymous token has no content and lives for less than five minutes", "[tokens]", database)
{
    TestApplication app(database);
    const std::vector<Case> cases{
        {R"({"expiresAt":"2026-01-01T00:04:59.999Z"})", "201"},
        {R"({"expiresAt":"2026-01-01T00:05:00.000Z"})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-01T00:01:00.000Z","content":null})", "201"},
        {R"({"expiresAt":"2026-01-01T00:01:00.000Z","content":""})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-01T00:01:00.000Z","content":"AAAA"})", "400 validation.invalidPropertyValue"},
        {R"({"expiresAt":"2026-01-01T00:01:00.000Z","password":"AAAA"})", "201"},
        {R"({})", "400 inputCannotBeParsed"},
    };

    check_all(app, cases, std::nullopt);
    Person expired = app.person();
    expired.access_token += "x";
    check_all(app, cases, expired);
}

TEST_ON_EACH_DATABASE("a token costs two statements to make, and one round trip", "[tokens]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.clear();

    app.post(std::string(kPath), R"({"expiresAt":"2026-01-02","content":"AAAA"})", alice);

    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "tokens.insert", "quotas.change_usage_within_quota", "commit"});
}
