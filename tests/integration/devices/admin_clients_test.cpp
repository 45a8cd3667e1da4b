#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::string_view kTestTier = "TIRtest0000000000000";

Answer given_client(TestApplication& app, const std::string& id, const std::string& more = {})
{
    return app.admin().post(
        "/api/v1/Clients",
        fmt::format(R"({{"clientId":"{}","clientSecret":"s3cr3t","defaultTier":"Test"{}}})", id, more));
}

/// What the audit log tells, oldest first: `client.created shop`.
std::vector<std::string> audited(TestDatabase& database)
{
    return texts_in(database, "SELECT action || ' ' || subject FROM operator_actions ORDER BY created_at, action");
}

std::vector<std::string> members_of(const boost::json::value& value)
{
    std::vector<std::string> names;
    for (const auto& member : value.as_object()) names.emplace_back(member.key());
    return names;
}

}  // namespace

TEST_ON_EACH_DATABASE("the operator makes a client and reads it back", "[devices][admin]", database)
{
    TestApplication app(database);

    const Answer made = app.admin().post("/api/v1/Clients", R"({"clientId":"shop é","displayName":"Schöner Laden",)"
                                                            R"("clientSecret":"s3cr3t","defaultTier":"Test",)"
                                                            R"("maxIdentities":"7"})");

    CHECK(made.status == 201);
    CHECK(made.header("Location").empty());
    CHECK(made.body == R"({"result":{"clientId":"shop é","displayName":"Schöner Laden","clientSecret":"s3cr3t",)"
                       R"("defaultTier":"TIRtest0000000000000","createdAt":"2026-01-01T00:00:00.000Z",)"
                       R"("maxIdentities":7}})");
    CHECK(app.admin().get("/api/v1/Clients/shop%20%C3%A9").text("result.clientId") == "shop é");
    CHECK(app.admin().get("/api/v1/Clients").body ==
          R"({"result":[{"clientId":"shop é","displayName":"Schöner Laden",)"
          R"("defaultTier":{"id":"TIRtest0000000000000","name":"Test"},"createdAt":"2026-01-01T00:00:00.000Z",)"
          R"("maxIdentities":7,"numberOfIdentities":0}]})");
    CHECK(texts_in(database, "SELECT operator_name FROM operator_actions") == std::vector<std::string>{"operator"});
    CHECK(audited(database) == std::vector<std::string>{"client.created shop é"});
    CHECK(text_in(database, "SELECT details FROM operator_actions").find("s3cr3t") == std::string::npos);
}

TEST_ON_EACH_DATABASE("one client has the id of its tier, and the number of its identities", "[devices][admin]",
                      database)
{
    TestApplication app(database);
    given_client(app, "test");
    app.person();

    CHECK(app.admin().get("/api/v1/Clients/test").body ==
          R"({"result":{"clientId":"test","displayName":"test","defaultTier":"TIRtest0000000000000",)"
          R"("createdAt":"2026-01-01T00:00:00.000Z","maxIdentities":null,"numberOfIdentities":1}})");
}

TEST_ON_EACH_DATABASE("what is left open of a client is generated", "[devices][admin]", database)
{
    TestApplication app(database);
    const std::string body = GENERATE(
        R"({"defaultTier":"TIRtest0000000000000"})",
        R"({"DEFAULTTIER":"Test","clientId":null,"clientSecret":null,"displayName":null,"maxIdentities":null,"x":1})",
        R"({"defaultTier":"Test","clientId":"","clientSecret":"","displayName":""})");

    const Answer made = app.admin().post("/api/v1/Clients", body);

    CHECK(made.status == 201);
    CHECK(made.text("result.clientId").starts_with("CLT"));
    CHECK(made.text("result.displayName") == made.text("result.clientId"));
    CHECK(made.text("result.clientSecret").size() == 30);
    CHECK(made.at("result.maxIdentities").is_null());
}

TEST_ON_EACH_DATABASE("what can be wrong with a new client of the operator", "[devices][admin]", database)
{
    TestApplication app(database);
    given_client(app, "taken");
    struct Case
    {
        const char* body;
        const char* outcome;
    };
    const std::string too_long = fmt::format(R"({{"clientId":"{}","defaultTier":"Test"}})", std::string(101, 'x'));
    for (const auto& [body, outcome] : std::initializer_list<Case>{
             {R"({"clientId":"taken","defaultTier":"Test"})", "400 validation.device.clientIdAlreadyExists"},
             {R"({"clientId":"taken","defaultTier":"Gold"})", "400 validation.device.clientIdAlreadyExists"},
             {R"({"clientId":"taken","defaultTier":" "})", "400 validation.invalidPropertyValue"},
             {R"({"clientId":"new","defaultTier":"Gold"})", "400 recordNotFound"},
             {R"({"clientId":"new","defaultTier":"test"})", "400 recordNotFound"},
             {R"({"clientId":"new","defaultTier":"TIR"})", "400 recordNotFound"},
             {R"({"clientId":"new","defaultTier":"TIRxxxxxxxxxxxxxxxxx"})", "400 recordNotFound"},
             {R"({"clientId":"new","defaultTier":""})", "400 validation.invalidPropertyValue"},
             {R"({"clientId":"new","defaultTier":null})", "400 inputCannotBeParsed"},
             {R"({"clientId":"new","defaultTier":1})", "400 inputCannotBeParsed"},
             {R"({"clientId":"new"})", "400 inputCannotBeParsed"},
             {R"({"clientId":1,"defaultTier":"Test"})", "400 inputCannotBeParsed"},
             {R"({"clientId":"new","defaultTier":"Test","maxIdentities":1.5})", "400 inputCannotBeParsed"},
             {R"({"clientId":"new","defaultTier":"Test","maxIdentities":2147483648})", "400 inputCannotBeParsed"},
             {R"({"clientId":"new\u0000","defaultTier":"Test"})", "400 inputCannotBeParsed"},
             {"null", "400 inputCannotBeParsed"},
             {too_long.c_str(), "400 validation.invalidPropertyValue"},
         }) {
        INFO(body);
        CHECK(outcome_of(app.admin().post("/api/v1/Clients", body)) == outcome);
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM oauth_clients") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions") == 1);
}

TEST_ON_EACH_DATABASE("the operator changes tier and limit of a client together", "[devices][admin]", database)
{
    TestApplication app(database);
    const std::string gold = app.admin().post("/api/v1/Tiers", R"({"name":"Gold"})").text("result.id");
    given_client(app, "test");
    app.person();
    const auto put = [&](const std::string& body) { return app.admin().put("/api/v1/Clients/test", body); };

    const Answer both = put(fmt::format(R"({{"defaultTier":"{}","maxIdentities":1,"displayName":"other"}})", gold));
    CHECK(both.status == 200);
    CHECK(members_of(both.at("result")) ==
          std::vector<std::string>{"clientId", "displayName", "defaultTier", "createdAt", "maxIdentities"});
    CHECK(both.text("result.displayName") == "test");
    CHECK(both.text("result.defaultTier") == gold);
    CHECK(both.at("result.maxIdentities") == 1);
    CHECK(text_in(database, "SELECT tier_id FROM identities") == kTestTier);

    const Answer unlimited = put(fmt::format(R"({{"defaultTier":"{}"}})", gold));
    CHECK(unlimited.status == 200);
    CHECK(unlimited.at("result.maxIdentities").is_null());
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions WHERE action = 'client.updated'") == 2);

    SECTION("what changes nothing is not written")
    {
        database.statements.clear();
        CHECK(put(fmt::format(R"({{"defaultTier":"{}","maxIdentities":null}})", gold)).status == 200);
        const auto names = database.statements.names();
        CHECK(std::ranges::count(names, "oauth_clients.update") == 0);
        CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions WHERE action = 'client.updated'") == 2);
    }
}

TEST_ON_EACH_DATABASE("what can be wrong with a change of a client by the operator", "[devices][admin]", database)
{
    TestApplication app(database);
    given_client(app, "test");
    app.person();
    app.person();
    struct Case
    {
        const char* client;
        const char* body;
        const char* outcome;
    };
    for (const auto& [client, body, outcome] : std::initializer_list<Case>{
             {"nobody", R"({"defaultTier":""})", "400 validation.invalidPropertyValue"},
             {"nobody", R"({"defaultTier":"nonsense"})", "404 recordNotFound"},
             {"TEST", R"({"defaultTier":"TIRtest0000000000000"})", "404 recordNotFound"},
             {"test", R"({"defaultTier":"Test"})", "400 validation.device.tierIdInvalidOrDoesNotExist"},
             {"test", R"({"defaultTier":"TIR"})", "400 validation.device.tierIdInvalidOrDoesNotExist"},
             {"test", R"({"defaultTier":"TIRxxxxxxxxxxxxxxxxx","maxIdentities":0})",
              "400 validation.device.tierIdInvalidOrDoesNotExist"},
             {"test", R"({"defaultTier":"TIRtest0000000000000","maxIdentities":1})",
              "400 validation.device.maxIdentitiesLessThanCurrentIdentities"},
             {"test", R"({"defaultTier":"TIRtest0000000000000","maxIdentities":-1})",
              "400 validation.device.maxIdentitiesLessThanCurrentIdentities"},
             {"test", R"({"defaultTier":"TIRtest0000000000000","maxIdentities":"x"})", "400 inputCannotBeParsed"},
             {"test", R"({"maxIdentities":5})", "400 inputCannotBeParsed"},
             {"test", R"({"defaultTier":null})", "400 inputCannotBeParsed"},
             {"%20", R"({"defaultTier":"Test"})", "400 inputCannotBeParsed"},
         }) {
        INFO(client << " " << body);
        CHECK(outcome_of(app.admin().put(fmt::format("/api/v1/Clients/{}", client), body)) == outcome);
    }
    CHECK(
        app.admin().put("/api/v1/Clients/test", R"({"defaultTier":"TIRtest0000000000000","maxIdentities":2})").status ==
        200);
}

TEST_ON_EACH_DATABASE("the operator changes the secret of a client", "[devices][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    const auto change = [&](const char* body, const char* client = "test") {
        return app.admin().patch(fmt::format("/api/v1/Clients/{}/ChangeSecret", client), body);
    };

    const Answer changed = change(R"({"newSecret":"another"})");
    CHECK(changed.status == 200);
    CHECK(members_of(changed.at("result")) == std::vector<std::string>{"clientId", "displayName", "clientSecret",
                                                                       "defaultTier", "createdAt", "maxIdentities"});
    CHECK(changed.text("result.clientSecret") == "another");
    CHECK(app.login(alice, alice.password).code() == "invalid_client");
    CHECK(change(R"({"newSecret":"test"})").status == 200);
    CHECK(app.login(alice, alice.password).status == 200);
    CHECK(change(R"({"newSecret":""})").text("result.clientSecret").size() == 30);
    CHECK(change(R"({"newSecret":" "})").text("result.clientSecret") == " ");
    CHECK(audited(database) == std::vector<std::string>(4, "client.updated test"));
    CHECK(texts_in(database, "SELECT DISTINCT details FROM operator_actions") ==
          std::vector<std::string>{R"({"secretChanged":true})"});

    CHECK(outcome_of(change(R"({"newSecret":"x"})", "nobody")) == "404 recordNotFound");
    CHECK(outcome_of(change(R"({"newSecret":null})", "nobody")) == "400 inputCannotBeParsed");
    CHECK(outcome_of(change(R"({"newSecret":1})")) == "400 inputCannotBeParsed");
    CHECK(outcome_of(change("{}")) == "400 inputCannotBeParsed");
}

TEST_ON_EACH_DATABASE("the operator deletes a client, whose identities stay", "[devices][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    CHECK(app.admin().del("/api/v1/Clients/test").status == 204);

    CHECK(outcome_of(app.admin().get("/api/v1/Clients/test")) == "404 recordNotFound");
    CHECK(outcome_of(app.admin().del("/api/v1/Clients/test")) == "404 recordNotFound");
    CHECK(outcome_of(app.admin().get("/api/v1/Clients/%20")) == "400 inputCannotBeParsed");
    CHECK(outcome_of(app.admin().del("/api/v1/Clients/%20")) == "400 inputCannotBeParsed");
    CHECK(app.login(alice, alice.password).code() == "invalid_client");
    CHECK(app.get("/api/v2/Identities/Self", alice).status == 200);
    CHECK(audited(database) == std::vector<std::string>{"client.deleted test"});

    given_client(app, "test");
    CHECK(app.admin().get("/api/v1/Clients/test").at("result.numberOfIdentities") == 1);
}

TEST_ON_EACH_DATABASE("clients are listed in one statement, however many identities there are", "[devices][admin]",
                      database)
{
    TestApplication app(database);
    given_client(app, "one");
    given_client(app, "two");
    database.statements.clear();

    CHECK(app.admin().get("/api/v1/Clients").at("result").as_array().size() == 2);

    CHECK(database.statements.names() == std::vector<std::string>{"oauth_clients.select_all"});
}
