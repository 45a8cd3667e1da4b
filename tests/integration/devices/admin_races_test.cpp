#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/devices/given_identity.hpp"
#include "support/application.hpp"
#include "support/at_once.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr int kRacers = 16;
constexpr int kRounds = 8;

std::string given_tier(TestApplication& app, const std::string& name)
{
    return app.admin().post("/api/v1/Tiers", fmt::format(R"({{"name":"{}"}})", name)).text("result.id");
}

std::string tier_body(const std::string& tier)
{
    return fmt::format(R"({{"tierId":"{}"}})", tier);
}

/// Tiers and clients know how many identities they have.
void check_counts(TestDatabase& database)
{
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM tiers t WHERE number_of_identities <> "
                    "(SELECT COUNT(*) FROM identities i WHERE i.tier_id = t.id)") == 0);
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM oauth_clients c WHERE number_of_identities <> "
                    "(SELECT COUNT(*) FROM identities i WHERE i.client_id = c.client_id)") == 0);
}

}  // namespace

TEST_ON_EACH_DATABASE("of many tiers of one name at once, one is made", "[devices][admin][concurrency]", database)
{
    TestApplication app(database);

    const auto answers = at_once(kRacers, [&](int) { return app.admin().post("/api/v1/Tiers", R"({"name":"Gold"})"); });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.tierNameAlreadyExists") == kRacers - 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM tiers WHERE name = 'Gold'") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions") == 1);
}

TEST_ON_EACH_DATABASE("of many clients of one id at once, one is made", "[devices][admin][concurrency]", database)
{
    TestApplication app(database);

    const auto answers = at_once(kRacers, [&](int) {
        return app.admin().post("/api/v1/Clients", R"({"clientId":"shop","defaultTier":"Test"})");
    });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.clientIdAlreadyExists") == kRacers - 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions") == 1);
}

TEST_ON_EACH_DATABASE("a tier is deleted, or identities get it, but not both", "[devices][admin][concurrency]",
                      database)
{
    TestApplication app(database);
    std::vector<Person> people;
    for (int i = 1; i < kRacers; ++i) people.push_back(app.person());
    for (int round = 0; round < kRounds; ++round) {
        const std::string tier = given_tier(app, fmt::format("Gold {}", round));

        const auto answers = at_once(kRacers, [&](int racer) {
            // In the midst of the others.
            if (racer == round) return app.admin().del("/api/v1/Tiers/" + tier);
            const Person& person = people.at(static_cast<std::size_t>(racer > round ? racer - 1 : racer));
            return app.admin().put("/api/v1/Identities/" + person.address.text(), tier_body(tier));
        });

        const Answer& deletion = answers.at(static_cast<std::size_t>(round));
        const bool is_deleted = deletion.status == 204;
        INFO("deletion: " << deletion.status << " " << deletion.body);
        CHECK((is_deleted || deletion.code() == "error.platform.validation.device.usedTierCannotBeDeleted"));
        CHECK(count_of(answers, 404) == (is_deleted ? kRacers - 1 : 0));
        CHECK(count_of(answers, 204) == (is_deleted ? 1 : kRacers - 1));
        CHECK(number_in(database,
                        "SELECT COUNT(*) FROM identities i WHERE NOT EXISTS "
                        "(SELECT 1 FROM tiers t WHERE t.id = i.tier_id)") == 0);
        check_counts(database);
    }
}

TEST_ON_EACH_DATABASE("a tier is deleted, or clients give it, but not both", "[devices][admin][concurrency]", database)
{
    TestApplication app(database);
    app.admin().post("/api/v1/Clients", R"({"clientId":"shop","defaultTier":"Test"})");
    for (int round = 0; round < kRounds; ++round) {
        const std::string tier = given_tier(app, fmt::format("Gold {}", round));

        const auto answers = at_once(3, [&](int racer) {
            if (racer == 0) return app.admin().del("/api/v1/Tiers/" + tier);
            if (racer == 1) return app.admin().post("/api/v1/Clients", fmt::format(R"({{"defaultTier":"{}"}})", tier));
            return app.admin().put("/api/v1/Clients/shop", fmt::format(R"({{"defaultTier":"{}"}})", tier));
        });

        const std::string deleted = answers[0].status == 204 ? "204" : answers[0].code();
        INFO(answers[0].body << answers[1].body << answers[2].body);
        if (deleted == "204") {
            CHECK(answers[1].status == 400);
            CHECK(answers[1].code() == "error.platform.recordNotFound");
            CHECK(answers[2].code() == "error.platform.validation.device.tierIdInvalidOrDoesNotExist");
        } else {
            CHECK(deleted == "error.platform.validation.device.usedTierCannotBeDeleted");
            CHECK((answers[1].status == 201 || answers[2].status == 200));
        }
    }
}

TEST_ON_EACH_DATABASE("of many identities at once, a client gets as many as it may have",
                      "[devices][admin][concurrency]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    app.admin().post("/api/v1/Clients",
                     R"({"clientId":"test","clientSecret":"test","defaultTier":"Test","maxIdentities":3})");
    std::vector<std::string> bodies;
    for (int i = 0; i < kRacers; ++i) {
        const Person person = TestApplication::with_new_keys();
        bodies.push_back(
            boost::json::serialize(changed(new_identity(app, person), {{"deviceCommunicationLanguage", R"("en")"}})));
    }

    const auto answers = at_once(kRacers, [&](int racer) {
        const std::string& body = bodies.at(static_cast<std::size_t>(racer));
        return racer % 2 == 0 ? app.admin().post("/api/v1/Identities", body) : app.post("/api/v2/Identities", body);
    });

    CHECK(count_of(answers, 201) == 3);
    CHECK(count_of(answers, "error.platform.validation.device.clientReachedIdentitiesLimit") == kRacers - 3);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 3);
    check_counts(database);
}

TEST_ON_EACH_DATABASE("a limit is not set below the identities that are just made", "[devices][admin][concurrency]",
                      database)
{
    TestApplication app(database);
    app.admin().post("/api/v1/Clients", R"({"clientId":"test","clientSecret":"test","defaultTier":"Test"})");
    std::vector<std::string> bodies;
    for (int i = 0; i < 4; ++i) {
        bodies.push_back(boost::json::serialize(new_identity(app, TestApplication::with_new_keys())));
    }

    const auto answers = at_once(kRacers, [&](int racer) {
        if (racer < 4) return app.post("/api/v2/Identities", bodies.at(static_cast<std::size_t>(racer)));
        return app.admin().put("/api/v1/Clients/test", R"({"defaultTier":"TIRtest0000000000000","maxIdentities":2})");
    });

    const auto made = count_of(answers, 201);
    const auto limited = count_of(answers, 200);
    INFO("made " << made << ", limited " << limited);
    CHECK((limited == 0 || made <= 2));
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == made);
    check_counts(database);
}

TEST_ON_EACH_DATABASE(
    "identities that move to and fro at once neither wait for each other in a circle nor are miscounted",
    "[devices][admin][concurrency]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    const std::string gold = given_tier(app, "Gold");
    std::vector<Person> people;
    for (int i = 0; i < kRacers; ++i) {
        people.push_back(app.person());
        if (i % 2 == 0) app.admin().put("/api/v1/Identities/" + people.back().address.text(), tier_body(gold));
    }

    const auto answers = at_once(kRacers, [&](int racer) {
        const Person& person = people.at(static_cast<std::size_t>(racer));
        if (racer % 4 == 3) return start_deletion(app, person);
        const std::string target = racer % 2 == 0 ? "TIRtest0000000000000" : gold;
        return app.admin().put("/api/v1/Identities/" + person.address.text(), tier_body(target));
    });

    CHECK(count_of(answers, 201) == kRacers / 4);
    CHECK(count_of(answers, 204) == kRacers - kRacers / 4);
    CHECK(database.statements.repetitions() == 0);
    check_counts(database);
}
