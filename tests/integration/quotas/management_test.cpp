#include <algorithm>

#include <catch2/catch.hpp>

#include <devices/tiers.hpp>
#include <quotas/quotas.hpp>

#include "integration/quotas/given_quotas.hpp"
#include "support/at_once.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::string_view kUnknownTier = "TIRAAAAAAAAAAAAAAAAA";

std::string create_for(TestApplication& app, const std::string& path, const std::string& body)
{
    return outcome_of(app.admin().post(path, body));
}

std::vector<std::string> audited(TestDatabase& database)
{
    return texts_in(database,
                    "SELECT operator_name || ' ' || action || ' ' || subject FROM operator_actions "
                    "ORDER BY created_at, id");
}

}  // namespace

TEST_ON_EACH_DATABASE("a quota of a tier is shown with the tier and with its identities", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();

    const Answer created = app.admin().post(tier_quotas_path(kTestTier), quota_json("NumberOfTokens", 5, "Month"));

    REQUIRE(created.status == 201);
    const std::string id = created.text("result.id");
    CHECK_THAT(id, Catch::Matches("TQD[A-Za-z0-9]{17}"));
    const std::string quota = fmt::format(
        R"({{"id":"{}","metric":{{"key":"NumberOfTokens","displayName":"Number of Tokens"}},"max":5,"period":"Month"}})",
        id);
    CHECK(created.body == R"({"result":)" + quota + "}");
    CHECK(app.admin().get(fmt::format("/api/v1/Tiers/{}", kTestTier)).body ==
          fmt::format(R"({{"result":{{"id":"{}","name":"Test","quotas":[{}]}}}})", kTestTier, quota));
    CHECK(own_quotas(app, alice).body ==
          R"({"result":[{"metricKey":"NumberOfTokens","quotas":[{"source":"Tier","metricKey":"NumberOfTokens",)"
          R"("max":5,"usage":0,"period":"Month"}]}]})");
    const auto shown = [&](const Person& person) {
        const auto quotas = quotas::list_quotas_of(database.connect()->queries(), person.address, app.clock().now());
        REQUIRE(quotas.size() == 1);
        return std::string(quotas.front().id.text());
    };
    CHECK(shown(alice) == shown(alice));
    CHECK(shown(alice) != shown(bob));
    CHECK_THAT(shown(alice), Catch::Matches("QUO[A-Za-z0-9]{17}"));
}

TEST_ON_EACH_DATABASE("an identity sees its individual quotas before those of its tier, by metric", "[quotas]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_tier_quota(app, "NumberOfFiles", 10);
    given_tier_quota(app, "NumberOfTokens", 3);
    given_quota(app, alice, "NumberOfFiles", 50, "Month");
    given_quota(app, alice, "NumberOfCreatedDevices", 7, "Year");
    given_file(app, alice);

    CHECK(own_quotas(app, alice).body ==
          R"({"result":[{"metricKey":"NumberOfFiles","quotas":[)"
          R"({"source":"Individual","metricKey":"NumberOfFiles","max":50,"usage":1,"period":"Month"},)"
          R"({"source":"Tier","metricKey":"NumberOfFiles","max":10,"usage":1,"period":"Total"}]},)"
          R"({"metricKey":"NumberOfCreatedDevices","quotas":[)"
          R"({"source":"Individual","metricKey":"NumberOfCreatedDevices","max":7,"usage":1,"period":"Year"}]},)"
          R"({"metricKey":"NumberOfTokens","quotas":[)"
          R"({"source":"Tier","metricKey":"NumberOfTokens","max":3,"usage":0,"period":"Total"}]}]})");
    CHECK(own_quotas(app, app.person()).at("result").as_array().size() == 2);
    CHECK(app.get("/api/v2/Quotas").status == 401);
}

TEST_ON_EACH_DATABASE("what only is shown counts what is there", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    app.clock().advance(std::chrono::minutes(1));
    for (std::size_t i = 6; i < kMetrics.size(); ++i) given_quota(app, alice, kMetrics[i], 0, "Day");
    app.device_of(alice);
    app.post("/api/v2/Challenges", "{}", alice);
    app.post("/api/v2/Challenges", "{}");
    push(app, alice, -1, {{}, {}, {}});
    app.post("/api/v2/Identities/Self/DeletionProcesses", "{}", alice);

    CHECK(usage_of(app, alice, "NumberOfCreatedDevices", "Day") == 2);
    CHECK(usage_of(app, alice, "NumberOfCreatedChallenges", "Day") == 1);
    CHECK(usage_of(app, alice, "NumberOfCreatedDatawalletModifications", "Day") == 3);
    CHECK(usage_of(app, alice, "NumberOfStartedDeletionProcesses", "Day") == 1);
    app.clock().advance(std::chrono::hours(24));
    for (std::size_t i = 6; i < kMetrics.size(); ++i) CHECK(usage_of(app, alice, kMetrics[i], "Day") == 0);
}

TEST_ON_EACH_DATABASE("what is wrong with a new quota is told in the order of the protocol", "[quotas]", database)
{
    TestApplication app(database);
    quotas::seed_quotas(*[&] {
        auto connection = database.connect();
        devices::seed_tiers(*connection);
        return connection;
    }());
    const Person alice = app.person();
    given_tier_quota(app, "NumberOfTokens", 5, "Month");
    given_quota(app, alice, "NumberOfTokens", 5, "Month");

    for (const std::string& path : {tier_quotas_path(kTestTier), quotas_path(alice)}) {
        INFO(path);
        CHECK(create_for(app, path, quota_json("NumberOfThings", -1)) == "400 quotas.unsupportedMetricKey");
        CHECK(create_for(app, path, quota_json("NUMBEROFTOKENS", 1)) == "400 quotas.unsupportedMetricKey");
        CHECK(create_for(app, path, quota_json("NumberOfTokens", -1, "Month")) ==
              "400 quotas.invalidValueForMaxLimitInQuota");
        CHECK(create_for(app, path, quota_json("NumberOfTokens", 9, "Month")) == "400 quotas.duplicateQuota");
        CHECK(create_for(app, path, quota_json("NumberOfTokens", 1, "Decade")) == "400 inputCannotBeParsed");
        CHECK(create_for(app, path, R"({"metricKey":"NumberOfTokens","max":1,"period":6})") ==
              "400 inputCannotBeParsed");
        CHECK(create_for(app, path, R"({"metricKey":"NumberOfTokens","max":3000000000,"period":"Day"})") ==
              "400 inputCannotBeParsed");
        CHECK(create_for(app, path, R"({"max":1,"period":"Day"})") == "400 inputCannotBeParsed");
        CHECK(create_for(app, path, quota_json("NumberOfTokens", 0, "day")) == "201");
    }
    for (const std::string& path :
         {tier_quotas_path(kUnknownTier), tier_quotas_path("nonsense"), std::string("/api/v1/Identities/nobody/Quotas"),
          quotas_path(TestApplication::with_new_keys())}) {
        INFO(path);
        CHECK(create_for(app, path, quota_json("NumberOfThings", -1)) == "404 recordNotFound");
    }
    constexpr std::string_view kFixed = "400 quotas.cannotCreateOrDeleteQuotaOnQueuedForDeletionTier";
    const std::string queued = tier_quotas_path(devices::kQueuedForDeletionTierId);
    CHECK(create_for(app, queued, quota_json("NumberOfThings", -1)) == "400 quotas.unsupportedMetricKey");
    CHECK(create_for(app, queued, quota_json("NumberOfTokens", -1)) == kFixed);
    CHECK(outcome_of(app.admin().del(queued + "/TQDAAAAAAAAAAAAAAAAA")) == kFixed);
    CHECK(outcome_of(app.admin().get("/api/v1/Tiers/nonsense")) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("what is wrong with the deletion of a quota is told in the order of the protocol", "[quotas]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string of_tier = given_tier_quota(app, "NumberOfTokens", 5);
    const std::string of_alice = given_quota(app, alice, "NumberOfTokens", 5);
    const auto remove = [&](const std::string& path) { return outcome_of(app.admin().del(path)); };

    CHECK(remove(tier_quotas_path(kUnknownTier, of_tier)) == "404 recordNotFound");
    CHECK(remove(tier_quotas_path(kTestTier, "nonsense")) == "404 recordNotFound");
    CHECK(remove(tier_quotas_path(kTestTier, of_alice)) == "404 recordNotFound");
    CHECK(remove("/api/v1/Identities/nobody/Quotas/nonsense") == "404 recordNotFound");
    CHECK(remove(quotas_path(alice, "nonsense")) == "400 validation.invalidId");
    CHECK(remove(quotas_path(alice, "QUO")) == "400 validation.invalidId");
    CHECK(remove(quotas_path(alice, of_tier)) == "400 validation.invalidId");
    CHECK(remove(quotas_path(bob, of_alice)) == "404 recordNotFound");

    CHECK(remove(quotas_path(alice, of_alice)) == "204");
    CHECK(remove(quotas_path(alice, of_alice)) == "404 recordNotFound");
    CHECK(remove(tier_quotas_path(kTestTier, of_tier)) == "204");
    CHECK(remove(tier_quotas_path(kTestTier, of_tier)) == "404 recordNotFound");
    CHECK(own_quotas(app, alice).body == R"({"result":[]})");
}

TEST_ON_EACH_DATABASE("every change of a quota is written to the audit log, and nothing else", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string of_tier = given_tier_quota(app, "NumberOfTokens", 5);
    const std::string of_alice = given_quota(app, alice, "NumberOfTokens", 5);
    app.admin().post(quotas_path(alice), quota_json("NumberOfTokens", 6));
    app.admin().del(quotas_path(alice, of_alice));
    app.admin().del(quotas_path(alice, of_alice));
    app.admin().del(tier_quotas_path(kTestTier, of_tier));

    auto log = audited(database);
    std::ranges::sort(log);
    const std::string address = alice.address.text();
    CHECK(log == std::vector<std::string>{"operator individual-quota.created " + address,
                                          "operator individual-quota.deleted " + address,
                                          fmt::format("operator tier-quota.created {}", kTestTier),
                                          fmt::format("operator tier-quota.deleted {}", kTestTier)});
}

TEST_ON_EACH_DATABASE("of equal quotas that are made at once one stays", "[quotas][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    const auto answers =
        at_once(8, [&](int) { return app.admin().post(quotas_path(alice), quota_json("NumberOfTokens", 5)); });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.quotas.duplicateQuota") == 7);
}
