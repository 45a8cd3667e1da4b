#include <atomic>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/clients.hpp>
#include <devices/events.hpp>

#include "integration/devices/given_identity.hpp"
#include "support/at_once.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

TEST_ON_EACH_DATABASE("a new identity has an address from its key and a first device", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const Person alice = TestApplication::with_new_keys();
    std::vector<std::string> tiers;
    database.events.on<devices::IdentityCreated>([&](const devices::IdentityCreated& event, Transaction&) {
        CHECK(event.address == alice.address);
        tiers.emplace_back(event.tier.text());
    });

    const Answer answer = create_identity(app, new_identity(app, alice));

    REQUIRE(answer.status == 201);
    const std::string device = answer.text("result.device.id");
    const std::string username = answer.text("result.device.username");
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"address":"{}","createdAt":"2026-01-01T00:00:00.000Z",)"
                      R"("device":{{"id":"{}","username":"{}","createdAt":"2026-01-01T00:00:00.000Z"}}}}}})",
                      alice.address.text(), device, username));
    CHECK(answer.header("Location").empty());
    CHECK(tiers == texts_in(database, "SELECT id FROM tiers WHERE name = 'Basic'"));

    CHECK(texts_in(database, "SELECT tier_id FROM identities") == tiers);
    CHECK(text_in(database, "SELECT client_id FROM identities") == "test");
    CHECK(text_in(database, "SELECT public_key FROM identities") == TestApplication::public_key_on_the_wire(alice));
    CHECK(number_in(database, "SELECT status FROM identities") == 0);
    CHECK(number_in(database, "SELECT identity_version FROM identities") == 1);
    CHECK(text_in(database, "SELECT created_by_device FROM devices") == device);
    CHECK(text_in(database, "SELECT communication_language FROM devices") == "en");
    CHECK(number_in(database, "SELECT is_backup_device FROM devices") == 0);
    CHECK(text_in(database, "SELECT normalized_username FROM devices") != username);
    CHECK(text_in(database, "SELECT password_hash FROM devices").starts_with("AQAAAAIAAYagAAAAE"));
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices WHERE last_login_at IS NULL") == 1);
}

TEST_ON_EACH_DATABASE("the worked example of the protocol has the address that it should have", "[devices]", database)
{
    TestApplication app(database, [](Configuration& configuration) { configuration.did_domain = "example.org"; });
    app.application().seed();
    change_rows(database, "INSERT INTO challenges (id, expires_at) VALUES ('CHLAAAAAAAAAAAAAAAAA', 1893553445678000)");

    const Answer answer = app.post(
        std::string(kIdentities),
        R"({"clientId":"test","clientSecret":"test","devicePassword":"Passw0rd-of-a-test","identityVersion":0,)"
        R"("identityPublicKey":"eyJwdWIiOiJBNkVIdl9QT0VMNGRjTjBZNTB2QW1XZmsxakNicFExZkhkeUdaQkpWTWJnIiwiYWxnIjozfQ",)"
        R"("signedChallenge":{"challenge":"{\"id\":\"CHLAAAAAAAAAAAAAAAAA\",\"expiresAt\":\"2030-01-02T03:04:05.678Z\",)"
        R"(\"type\":\"Identity\"}","signature":"eyJzaWciOiJNTlNoZVRGY1I5V0Q1QU9lM2dYTFZSSWF4VkI4MFp4SXA4MWpBTDBrZXZoc3RF)"
        R"(Nmxnc0RzY2NyLXZKWkhMS0tLalpxcUZZVXd5bm5EOVFjZlYwZjNEdyIsImFsZyI6Mn0"}})");

    CHECK(answer.text("result.address") == "did:e:example.org:dids:76a33ea3665eef489c70cd");
}

TEST_ON_EACH_DATABASE("an identity is created once", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto body = new_identity(app, TestApplication::with_new_keys());

    CHECK(outcome_of(create_identity(app, body)) == "201");
    CHECK(outcome_of(create_identity(app, body)) == "400 validation.device.addressAlreadyExists");
    CHECK(outcome_of(create_identity(app, changed(body, {{"devicePassword", R"("short")"}}))) ==
          "400 validation.device.addressAlreadyExists");
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices") == 1);
}

TEST_ON_EACH_DATABASE("what can be wrong with a new identity is reported in the protocol's order", "[devices]",
                      database)
{
    TestApplication app(database);
    app.application().seed();
    const auto good = new_identity(app, TestApplication::with_new_keys());
    struct Case
    {
        std::vector<Change> changes;
        std::string outcome;
    };
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    const std::string unauthorized = "400 unauthorized";
    const std::string wrong_language = "400 validation.invalidDeviceCommunicationLanguage";
    const std::vector<Case> cases{
        {{{"clientId", {}}}, unparsable},
        {{{"clientId", "null"}}, unparsable},
        {{{"clientId", "1"}}, unparsable},
        {{{"clientSecret", {}}}, unparsable},
        {{{"identityPublicKey", {}}}, unparsable},
        {{{"identityPublicKey", R"("***")"}}, unparsable},
        {{{"devicePassword", "null"}}, unparsable},
        {{{"signedChallenge", {}}}, unparsable},
        {{{"signedChallenge", "null"}}, unparsable},
        {{{"signedChallenge", R"("x")"}}, unparsable},
        {{{"signedChallenge", "{}"}}, unparsable},
        {{{"signedChallenge.challenge", {}}}, unparsable},
        {{{"signedChallenge.signature", "null"}}, unparsable},
        {{{"identityVersion", {}}}, unparsable},
        {{{"identityVersion", "256"}}, unparsable},
        {{{"identityVersion", "-1"}}, unparsable},
        {{{"identityVersion", "1.5"}}, unparsable},
        {{{"identityVersion", "true"}}, unparsable},
        {{{"deviceCommunicationLanguage", "1"}}, unparsable},
        {{{"clientId", R"("nobody")"}, {"identityVersion", "256"}}, unparsable},
        {{{"clientId", R"("nobody")"}}, unauthorized},
        {{{"clientId", R"("TEST")"}}, unauthorized},
        {{{"clientId", R"("")"}}, unauthorized},
        {{{"clientSecret", R"("wrong")"}}, unauthorized},
        {{{"clientSecret", R"("")"}}, unauthorized},
        {{{"clientSecret", R"("wrong")"}, {"devicePassword", R"("")"}, {"identityPublicKey", R"("")"}}, unauthorized},
        {{{"identityPublicKey", R"("")"}}, invalid},
        {{{"devicePassword", R"("")"}, {"deviceCommunicationLanguage", R"("xx")"}}, invalid},
        {{{"devicePassword", R"("  ")"}}, invalid},
        {{{"signedChallenge.signature", R"("")"}, {"deviceCommunicationLanguage", R"("xx")"}}, invalid},
        {{{"signedChallenge.challenge", R"("")"}}, invalid},
        {{{"deviceCommunicationLanguage", R"("xx")"}, {"signedChallenge.challenge", R"("{}")"}}, wrong_language},
        {{{"deviceCommunicationLanguage", R"("EN")"}}, wrong_language},
        {{{"deviceCommunicationLanguage", R"("")"}}, wrong_language},
        {{{"identityPublicKey", R"("aGVsbG8")"}}, invalid},
        {{{"identityPublicKey", R"("eyJwdWIiOiJBQUFBIiwiYWxnIjozfQ")"}}, invalid},
        {{{"signedChallenge.signature", R"("aGVsbG8")"}}, invalid},
        {{{"signedChallenge.challenge", R"("{}")"}}, "400 validation.device.invalidSignature"},
        {{{"signedChallenge.signature", R"("eyJzaWciOiJBQUFBIiwiYWxnIjoyfQ")"}},
         "400 validation.device.invalidSignature"},
        {{{"devicePassword", R"("short")"}}, "400 validation.device.registrationFailed"},
        {{{"devicePassword", R"("no-digit-Nor-number")"}}, "400 validation.device.registrationFailed"},
        {{{"deviceCommunicationLanguage", "null"}}, "201"},
    };
    for (const auto& [changes, outcome] : cases) {
        const std::string body = boost::json::serialize(changed(good, changes));
        INFO(body);
        CHECK(outcome_of(app.post(std::string(kIdentities), body)) == outcome);
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 1);
}

TEST_ON_EACH_DATABASE("the first broken rule of a new identity is named", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const std::vector<Change> wrong{{"identityPublicKey", R"("")"},
                                    {"devicePassword", R"("")"},
                                    {"signedChallenge.signature", R"("")"},
                                    {"signedChallenge.challenge", R"("")"}};
    const auto good = new_identity(app, TestApplication::with_new_keys());
    const auto message_without = [&](std::size_t first) {
        const std::vector<Change> rest(wrong.begin() + static_cast<std::ptrdiff_t>(first), wrong.end());
        return create_identity(app, changed(good, rest)).text("error.message");
    };

    CHECK(message_without(0).starts_with("'identityPublicKey'"));
    CHECK(message_without(1).starts_with("'devicePassword'"));
    CHECK(message_without(2).starts_with("'signature'"));
    CHECK(message_without(3).starts_with("'challenge'"));
}

TEST_ON_EACH_DATABASE("a client creates no more identities than it may", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    app.application().seed();
    devices::create_client(
        *database.connect(), passwords, "somebody",
        {.client_id = "small", .display_name = {}, .secret = "s", .default_tier = "Basic", .maximum_identities = 1});
    const auto create_by_small = [&](std::vector<Change> changes) {
        changes.insert(changes.end(), {{"clientId", R"("small")"}, {"clientSecret", R"("s")"}});
        return outcome_of(create_identity(app, changed(new_identity(app, TestApplication::with_new_keys()), changes)));
    };

    CHECK(create_by_small({}) == "201");
    CHECK(create_by_small({{"devicePassword", R"("short")"}}) == "400 validation.device.clientReachedIdentitiesLimit");
    CHECK(create_by_small({{"signedChallenge.challenge", R"("{}")"}}) == "400 validation.device.invalidSignature");
}

TEST_ON_EACH_DATABASE("an identity that exists is told of before the limit of the client", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto body = new_identity(app, TestApplication::with_new_keys());
    change_rows(database, "UPDATE oauth_clients SET maximum_identities = 1");

    CHECK(outcome_of(create_identity(app, body)) == "201");
    CHECK(outcome_of(create_identity(app, body)) == "400 validation.device.addressAlreadyExists");
}

TEST_ON_EACH_DATABASE("a client whose limit is none, or below, creates no identities", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    for (const int maximum : {0, -1}) {
        INFO(maximum);
        change_rows(database, fmt::format("UPDATE oauth_clients SET maximum_identities = {}", maximum));
        CHECK(outcome_of(create_identity(app, new_identity(app, TestApplication::with_new_keys()))) ==
              "400 validation.device.clientReachedIdentitiesLimit");
    }
}

TEST_ON_EACH_DATABASE("a client that is deleted in the middle creates no identity", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto body = new_identity(app, TestApplication::with_new_keys());
    database.statements.once_after("identities.exists",
                                   [&] { devices::delete_client(*database.connect(), "somebody", "test"); });

    const Answer answer = create_identity(app, body);

    CHECK(outcome_of(answer) == "404 recordNotFound");
    CHECK(answer.text("error.message").starts_with("OAuthClient not found."));
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 0);
}

TEST_ON_EACH_DATABASE("an identity has the tier that its client has when it is stored", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto body = new_identity(app, TestApplication::with_new_keys());
    database.statements.once_after("identities.exists", [&] {
        change_rows(database, "UPDATE oauth_clients SET default_tier_id = 'TIRtest0000000000000'");
    });
    std::string tier;
    database.events.on<devices::IdentityCreated>(
        [&](const devices::IdentityCreated& event, Transaction&) { tier = event.tier.text(); });

    CHECK(outcome_of(create_identity(app, body)) == "201");

    CHECK(text_in(database, "SELECT tier_id FROM identities") == "TIRtest0000000000000");
    CHECK(tier == "TIRtest0000000000000");
}

TEST_ON_EACH_DATABASE("a client that is deleted creates no identities", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const auto body = new_identity(app, TestApplication::with_new_keys());
    devices::delete_client(*database.connect(), "somebody", "test");

    CHECK(outcome_of(create_identity(app, body)) == "400 unauthorized");
}

TEST_ON_EACH_DATABASE("one key makes one identity, however often it comes at once", "[devices][concurrency]", database)
{
    TestApplication app(database);
    app.application().seed();
    const std::string body = boost::json::serialize(new_identity(app, TestApplication::with_new_keys()));

    const auto answers = at_once(4, [&](int) { return app.post(std::string(kIdentities), body); });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.addressAlreadyExists") == 3);
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices") == 1);
}

TEST_ON_EACH_DATABASE("a client keeps its limit when many identities come at once", "[devices][concurrency]", database)
{
    TestApplication app(database);
    app.application().seed();
    change_rows(database, "UPDATE oauth_clients SET maximum_identities = 2");
    // Each transaction waits a moment for another one to get as far.
    std::atomic<int> created = 0;
    database.events.on<devices::IdentityCreated>([&](const devices::IdentityCreated&, Transaction&) {
        ++created;
        eventually([&] { return created > 2; }, 100ms);
    });
    std::vector<std::string> bodies;
    for (int i = 0; i < 5; ++i)
        bodies.push_back(boost::json::serialize(new_identity(app, TestApplication::with_new_keys())));

    const auto answers = at_once(
        5, [&](int number) { return app.post(std::string(kIdentities), bodies[static_cast<std::size_t>(number)]); });

    CHECK(count_of(answers, 201) == 2);
    CHECK(count_of(answers, "error.platform.validation.device.clientReachedIdentitiesLimit") == 3);
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 2);
}
