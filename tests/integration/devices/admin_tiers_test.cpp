#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

std::string given_tier(TestApplication& app, const std::string& name)
{
    return app.admin().post("/api/v1/Tiers", fmt::format(R"({{"name":"{}"}})", name)).text("result.id");
}

Answer delete_tier(TestApplication& app, const std::string& id)
{
    return app.admin().del("/api/v1/Tiers/" + id);
}

}  // namespace

TEST_ON_EACH_DATABASE("the operator makes a tier", "[devices][admin]", database)
{
    TestApplication app(database);
    std::vector<std::string> events;
    database.events.on<devices::TierCreated>(
        [&](const devices::TierCreated& event, Transaction&) { events.push_back(event.name); });

    const Answer made = app.admin().post("/api/v1/Tiers", R"({"NAME":" Größe 日本 🙂","id":"TIRx"})");

    CHECK(made.status == 201);
    CHECK(made.header("Location").empty());
    const std::string id = made.text("result.id");
    CHECK(made.body == fmt::format(R"({{"result":{{"id":"{}","name":" Größe 日本 🙂"}}}})", id));
    CHECK(events == std::vector<std::string>{" Größe 日本 🙂"});
    CHECK(text_in(database, "SELECT subject FROM operator_actions WHERE action = 'tier.created'") == id);
    CHECK(text_in(database,
                  "SELECT name FROM tiers WHERE can_be_used_as_default = 1 AND can_be_manually_assigned = 1 "
                  "AND name <> 'Test'") == " Größe 日本 🙂");
}

TEST_ON_EACH_DATABASE("what can be wrong with a new tier", "[devices][admin]", database)
{
    TestApplication app(database);
    struct Case
    {
        const char* body;
        const char* outcome;
    };
    for (const auto& [body, outcome] : std::initializer_list<Case>{
             {R"({"name":"Test"})", "400 validation.device.tierNameAlreadyExists"},
             {R"({"name":"test"})", "201"},
             {R"({"name":"Test "})", "201"},
             {R"({"name":""})", "400 validation.invalidTierName"},
             {R"({"name":"ab"})", "400 validation.invalidTierName"},
             {R"({"name":"🙂"})", "400 validation.invalidTierName"},
             {R"({"name":"🙂a"})", "201"},
             {R"({"name":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})", "201"},
             {R"({"name":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"})", "400 validation.invalidTierName"},
             {R"({"name":"a\u0000b"})", "400 inputCannotBeParsed"},
             {R"({"name":null})", "400 inputCannotBeParsed"},
             {R"({"name":123})", "400 inputCannotBeParsed"},
             {R"({"name":["abc"]})", "400 inputCannotBeParsed"},
             {"{}", "400 inputCannotBeParsed"},
         }) {
        INFO(body);
        CHECK(outcome_of(app.admin().post("/api/v1/Tiers", body)) == outcome);
    }
}

TEST_ON_EACH_DATABASE("tiers are listed by their names, with their identities", "[devices][admin]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    app.person();
    database.statements.clear();

    const Answer list = app.admin().get("/api/v1/Tiers?PageSize=1&PageNumber=5");

    CHECK(database.statements.names() == std::vector<std::string>{"tiers.select_all"});
    REQUIRE(list.at("result").as_array().size() == 3);
    CHECK(list.text("result.0.name") == "Basic");
    CHECK(boost::json::serialize(list.at("result.1")) ==
          R"({"id":"TIR00000000000000001","name":"Queued for Deletion","canBeUsedAsDefaultForClient":false,)"
          R"("canBeManuallyAssigned":false,"numberOfIdentities":0})");
    CHECK(boost::json::serialize(list.at("result.2")) ==
          R"({"id":"TIRtest0000000000000","name":"Test","canBeUsedAsDefaultForClient":true,)"
          R"("canBeManuallyAssigned":true,"numberOfIdentities":1})");
}

TEST_ON_EACH_DATABASE("an unused tier is deleted", "[devices][admin]", database)
{
    TestApplication app(database);
    std::vector<std::string> events;
    database.events.on<devices::TierDeleted>(
        [&](const devices::TierDeleted& event, Transaction&) { events.emplace_back(event.id.text()); });
    const std::string id = given_tier(app, "Gold");

    CHECK(delete_tier(app, id).status == 204);

    CHECK(events == std::vector<std::string>{id});
    CHECK(outcome_of(delete_tier(app, id)) == "404 recordNotFound");
    CHECK(number_in(database, "SELECT COUNT(*) FROM tiers") == 1);
    CHECK(text_in(database, "SELECT subject FROM operator_actions WHERE action = 'tier.deleted'") == id);
}

TEST_ON_EACH_DATABASE("what keeps a tier from being deleted", "[devices][admin]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    const std::string basic = text_in(database, "SELECT id FROM tiers WHERE name = 'Basic'");
    const std::string gold = given_tier(app, "Gold");
    app.person();
    app.admin().post("/api/v1/Clients", R"({"clientId":"shop","defaultTier":"Gold"})");
    const std::string used = "400 validation.device.usedTierCannotBeDeleted";

    CHECK(outcome_of(delete_tier(app, "nonsense")) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(delete_tier(app, "CLTAAAAAAAAAAAAAAAAA")) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(delete_tier(app, "TIRAAAAAAAAAAAAAAAAAA")) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(delete_tier(app, "TIRAAAAAAAAAAAAAAAA-")) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(delete_tier(app, "TIR")) == "400 validation.invalidId");
    CHECK(outcome_of(delete_tier(app, "TIRAAAAAAAAAAAAAAAA")) == "400 validation.invalidId");
    CHECK(outcome_of(delete_tier(app, "TIRAAAAAAAAAAAAAAAAA")) == "404 recordNotFound");
    CHECK(outcome_of(delete_tier(app, gold)) == used);
    CHECK(outcome_of(delete_tier(app, "TIRtest0000000000000")) == used);
    CHECK(outcome_of(delete_tier(app, basic)) == "400 validation.device.basicTierCannotBeDeleted");
    CHECK(outcome_of(delete_tier(app, "TIR00000000000000001")) ==
          "400 validation.device.queuedForDeletionTierCannotBeDeleted");

    change_rows(database, "UPDATE oauth_clients SET default_tier_id = '" + basic + "'");
    CHECK(outcome_of(delete_tier(app, basic)) == used);
    CHECK(delete_tier(app, gold).status == 204);
    CHECK(number_in(database, "SELECT COUNT(*) FROM tiers") == 3);
}
