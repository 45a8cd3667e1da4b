#include <chrono>

#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/quotas/given_quotas.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

TEST_ON_EACH_DATABASE("the tier of those who leave forbids all but synchronising and leaving, once and for all",
                      "[quotas]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto quotas_of_tier = [&] {
        return texts_in(database, fmt::format("SELECT id FROM tier_quotas WHERE tier_id = '{}' AND maximum = 0 AND "
                                              "period = 5 ORDER BY metric",
                                              devices::kQueuedForDeletionTierId));
    };
    const auto seeded = quotas_of_tier();
    CHECK(seeded.size() == 8);
    CHECK(number_in(database, "SELECT COUNT(*) FROM tier_quotas WHERE metric IN (7, 9)") == 0);

    app.application().seed();

    CHECK(quotas_of_tier() == seeded);
}

TEST_ON_EACH_DATABASE("who is to be deleted can do nothing new until it decides otherwise", "[quotas]", database)
{
    TestApplication app(database);
    app.application().seed();
    const Person alice = app.person();
    const Person bob = app.person();
    const std::string pending = given_relationship(app, bob, alice);
    const std::string process = given_deletion(app, alice, 1);

    CHECK(outcome_of(create_token(app, alice)) == kExhausted);
    CHECK(outcome_of(upload_content(app, alice)) == kExhausted);
    CHECK(outcome_of(create_template(app, alice)) == kExhausted);
    CHECK(outcome_of(send_message(app, alice, {bob})) == kExhausted);
    CHECK(outcome_of(act(app, alice, pending, "Accept")) == kExhausted);
    CHECK(outcome_of(act(app, alice, pending, "Reject")) == "200");

    REQUIRE(cancel_deletion(app, alice, process).status == 200);
    CHECK(outcome_of(create_token(app, alice)) == "201");
    CHECK(own_quotas(app, alice).body == R"({"result":[]})");
}

TEST_ON_EACH_DATABASE("an individual quota is stronger than the tier of those who leave", "[quotas]", database)
{
    TestApplication app(database);
    app.application().seed();
    const Person alice = app.person();
    given_quota(app, alice, "NumberOfTokens", 1);
    given_deletion(app, alice, 1);

    CHECK(outcome_of(create_token(app, alice)) == "201");
    CHECK(outcome_of(create_token(app, alice)) == kExhausted);
}

TEST_ON_EACH_DATABASE("nothing of the quotas of a deleted identity stays", "[quotas]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    relate(app, alice, bob);
    send_message(app, bob, {alice});
    const GivenFile file = given_file(app, bob);
    claim(app, file, file.token, alice);
    given_quota(app, alice, "NumberOfTokens", 1);
    for (const char* metric : {"NumberOfRelationships", "NumberOfSentMessages", "NumberOfFiles"}) {
        given_quota(app, bob, metric, 9);
    }
    given_deletion(app, alice);

    app.run_job(kDeletionJob);

    const auto rows_in = [&](std::string_view table) {
        return number_in(database,
                         fmt::format("SELECT COUNT(*) FROM {} WHERE owner = '{}'", table, alice.address.text()));
    };
    CHECK(rows_in("quota_usage") == 0);
    CHECK(rows_in("individual_quotas") == 0);
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM identity_deletion_audit_log WHERE message_key = 'DataDeleted' "
                    "AND additional_data LIKE '%QuotaIdentities%'") == 1);
    // The message stays until bob decomposes the relationship as well; the file went with its owner.
    CHECK(usage_of(app, bob, "NumberOfRelationships") == 1);
    CHECK(usage_of(app, bob, "NumberOfSentMessages") == 1);
    CHECK(usage_of(app, bob, "NumberOfFiles") == 0);
}

TEST_ON_EACH_DATABASE("the quotas of a tier go with it", "[quotas]", database)
{
    TestApplication app(database);
    given_tier_quota(app, "NumberOfTokens", 1);

    change_rows(database, fmt::format("DELETE FROM tiers WHERE id = '{}'", kTestTier));

    CHECK(number_in(database, "SELECT COUNT(*) FROM tier_quotas") == 0);
    CHECK(outcome_of(app.admin().get(fmt::format("/api/v1/Tiers/{}", kTestTier))) == "404 recordNotFound");
}
