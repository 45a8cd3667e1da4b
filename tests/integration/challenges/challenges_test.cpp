#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "support/application.hpp"
#include "support/forget.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string create(TestApplication& app, const std::optional<Person>& as = std::nullopt)
{
    return app.post("/api/v2/Challenges", "{}", as).text("result.id");
}

}  // namespace

TEST_ON_EACH_DATABASE("anybody gets a challenge that is valid for ten minutes", "[challenges]", database)
{
    TestApplication app(database);

    const Answer answer = app.post("/api/v2/Challenges", "{}");

    REQUIRE(answer.status == 201);
    const std::string id = answer.text("result.id");
    CHECK(id.starts_with("CHL"));
    CHECK(id.size() == 20);
    CHECK(answer.header("Location") == "http://localhost/api/v2/Challenges/" + id);
    CHECK(answer.body == R"({"result":{"id":")" + id +
                             R"(","expiresAt":"2026-01-01T00:10:00.000Z","createdBy":null,"createdByDevice":null}})");
    CHECK(text_in(database, "SELECT id FROM challenges WHERE created_by IS NULL") == id);
    CHECK(number_in(database, "SELECT expires_at FROM challenges") == 1'767'226'200'000'000);
}

TEST_ON_EACH_DATABASE("a challenge remembers who was logged in when it was made", "[challenges]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    const Answer answer = app.post("/api/v2/Challenges", "{}", alice);

    CHECK(answer.text("result.createdBy") == alice.address.text());
    CHECK(answer.text("result.createdByDevice") == alice.device.text());
    CHECK(text_in(database, "SELECT created_by FROM challenges") == alice.address.text());
    CHECK(text_in(database, "SELECT created_by_device FROM challenges") == alice.device.text());
}

TEST_ON_EACH_DATABASE("the operator's challenge is nobody's", "[challenges][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    const Answer made =
        app.admin().send("POST", "/api/v1/challenges", "no JSON", {{"Authorization", "Bearer " + alice.access_token}});

    CHECK(made.status == 201);
    CHECK(made.header("Location") == "http://localhost/api/v1/Challenges?id=" + made.text("result.id"));
    CHECK(made.text("result.expiresAt") == "2026-01-01T00:10:00.000Z");
    CHECK(made.at("result.createdBy").is_null());
    CHECK(made.at("result.createdByDevice").is_null());
    CHECK(app.get("/api/v2/Challenges/" + made.text("result.id"), alice).status == 200);
}

TEST_ON_EACH_DATABASE("a challenge is made whatever the body is, and anonymously with a bad token", "[challenges]",
                      database)
{
    TestApplication app(database);
    Person alice = app.person();
    alice.access_token += "x";

    CHECK(app.send("POST", "/api/v2/Challenges").status == 201);
    CHECK(app.send("POST", "/api/v2/Challenges", "garbage", std::nullopt, {{"Content-Type", "text/plain"}}).status ==
          201);
    CHECK(app.post("/api/v2/Challenges", "{}", alice).at("result.createdBy").is_null());
    CHECK(number_in(database, "SELECT COUNT(*) FROM challenges") == 3);
}

TEST_ON_EACH_DATABASE("everybody who is logged in reads every challenge", "[challenges]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Answer created = app.post("/api/v2/Challenges", "{}", alice);
    const std::string path = "/api/v2/Challenges/" + created.text("result.id");

    const Answer read = app.get(path, app.person());

    CHECK(read.status == 200);
    CHECK(read.json == created.json);
    CHECK(app.get(path).status == 401);
}

TEST_ON_EACH_DATABASE("a challenge is readable for one hour after its expiry", "[challenges]", database)
{
    TestApplication app(database);
    const std::string path = "/api/v2/Challenges/" + create(app);

    app.clock().advance(70min - 1us);
    const Person alice = app.person();
    CHECK(app.get(path, alice).status == 200);

    app.clock().advance(1us);
    const Answer answer = app.get(path, alice);
    CHECK(answer.status == 404);
    CHECK(answer.code() == "error.platform.recordNotFound");
    CHECK(answer.text("error.message").starts_with("Challenge not found."));
}

TEST_ON_EACH_DATABASE("a challenge must be named by its id", "[challenges]", database)
{
    struct Case
    {
        std::string id;
        int status;
        std::string code;
    };
    const std::vector<Case> cases{
        {"CHLxxxxxxxxxxxxxxxxx", 404, "error.platform.recordNotFound"},
        {"CHLabc", 404, "error.platform.recordNotFound"},
        {"CHL", 404, "error.platform.recordNotFound"},
        {"TOKxxxxxxxxxxxxxxxxx", 400, "error.platform.validation.invalidPropertyValue"},
        {"CHLxxxxxxxxxxxxxxxxxx", 400, "error.platform.validation.invalidPropertyValue"},
        {"CHL-xxxxxxxxxxxxxxxx", 400, "error.platform.validation.invalidPropertyValue"},
    };
    TestApplication app(database);
    const Person alice = app.person();
    for (const Case& wrong : cases) {
        INFO(wrong.id);
        const Answer answer = app.get("/api/v2/Challenges/" + wrong.id, alice);
        CHECK(answer.status == wrong.status);
        CHECK(answer.code() == wrong.code);
    }
}

TEST_ON_EACH_DATABASE("challenges are deleted thirty days after their expiry", "[challenges]", database)
{
    TestApplication app(database);
    create(app);
    app.clock().advance(1us);
    const std::string younger = create(app);

    app.clock().advance(10min + 30 * 24h - 2us);
    app.run_job("challenges.delete-expired");
    CHECK(number_in(database, "SELECT COUNT(*) FROM challenges") == 2);

    app.clock().advance(1us);
    app.run_job("challenges.delete-expired");
    CHECK(texts_in(database, "SELECT id FROM challenges") == std::vector{younger});
}

TEST_ON_EACH_DATABASE("challenges are deleted, however many they are", "[challenges]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto given_challenges = [&](int begin, int end) {
        std::string rows;
        for (int number = begin; number < end; ++number) {
            rows += fmt::format("{}('CHL{:017}', 0, '{}')", number > begin ? "," : "", number, alice.address.text());
        }
        change_rows(database, "INSERT INTO challenges (id, expires_at, created_by) VALUES " + rows);
    };
    given_challenges(0, 2001);
    app.run_job("challenges.delete-expired");
    CHECK(number_in(database, "SELECT COUNT(*) FROM challenges") == 0);

    given_challenges(0, 2001);
    const std::string of_nobody = create(app);
    forget(app, "Challenges", alice);
    CHECK(texts_in(database, "SELECT id FROM challenges") == std::vector{of_nobody});
}

TEST_ON_EACH_DATABASE("a challenge costs one statement to make, and one to read", "[challenges]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    database.statements.clear();
    const std::string id = create(app, alice);
    CHECK(database.statements.names() == std::vector<std::string>{"challenges.insert"});

    database.statements.clear();
    app.get("/api/v2/Challenges/" + id, alice);
    CHECK(database.statements.names() == std::vector<std::string>{"challenges.find"});
}
