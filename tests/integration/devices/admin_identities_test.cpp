#include <string>
#include <vector>

#include <fmt/format.h>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <devices/tiers.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/devices/given_identity.hpp"
#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr const char* kTestTier = "TIRtest0000000000000";
constexpr const char* kQueuedForDeletion = "TIR00000000000000001";

/// The good body for the operator's way to make an identity.
boost::json::object new_identity_of_operator(TestApplication& app, const Person& person)
{
    return changed(new_identity(app, person),
                   {{"clientSecret", std::nullopt}, {"deviceCommunicationLanguage", R"("de")"}});
}

Answer create(TestApplication& app, const boost::json::object& body)
{
    return app.admin().post("/api/v1/Identities", boost::json::serialize(body));
}

std::string path_of(const Person& person)
{
    return "/api/v1/Identities/" + person.address.text();
}

std::string given_tier(TestApplication& app, const std::string& name)
{
    return app.admin().post("/api/v1/Tiers", fmt::format(R"({{"name":"{}"}})", name)).text("result.id");
}

Answer move(TestApplication& app, const Person& person, const std::string& tier)
{
    return app.admin().put(path_of(person), fmt::format(R"({{"tierId":"{}"}})", tier));
}

}  // namespace

TEST_ON_EACH_DATABASE("the operator makes an identity on behalf of a client", "[devices][admin]", database)
{
    TestApplication app(database);
    app.application().seed();
    std::vector<std::string> events;
    database.events.on<devices::IdentityCreated>(
        [&](const devices::IdentityCreated& event, Transaction&) { events.push_back(event.address.text()); });
    Person alice = TestApplication::with_new_keys();

    const Answer made = create(app, new_identity_of_operator(app, alice));

    CHECK(made.status == 201);
    CHECK(made.text("result.address") == alice.address.text());
    CHECK(events == std::vector<std::string>{alice.address.text()});
    CHECK(text_in(database, "SELECT subject FROM operator_actions WHERE action = 'identity.created'") ==
          alice.address.text());
    CHECK(text_in(database, "SELECT communication_language FROM devices") == "de");
    alice.username = made.text("result.device.username");
    CHECK(app.login(alice, alice.password).status == 200);
}

TEST_ON_EACH_DATABASE("what can be wrong with a new identity of the operator", "[devices][admin]", database)
{
    TestApplication app(database);
    app.application().seed();
    app.admin().post("/api/v1/Clients", R"({"clientId":"full","defaultTier":"Basic","maxIdentities":0})");
    const Person taken = app.person();
    const Person nobody = TestApplication::with_new_keys();
    const std::string unknown_challenge =
        TestApplication::sign(nobody, R"({"id":"CHLAAAAAAAAAAAAAAAAA","expiresAt":"2099-01-01T00:00:00.000Z"})");
    const std::string of_somebody_else = app.signed_challenge(taken);
    struct Case
    {
        std::vector<Change> changes;
        const char* outcome;
    };
    for (const auto& [changes, outcome] : std::initializer_list<Case>{
             {{{"clientId", R"("")"}}, "400 validation.invalidPropertyValue"},
             {{{"clientId", "null"}}, "400 inputCannotBeParsed"},
             {{{"clientId", std::nullopt}}, "400 inputCannotBeParsed"},
             {{{"clientId", R"("nobody")"}}, "404 recordNotFound"},
             {{{"clientId", R"("nobody")"}, {"devicePassword", R"("x")"}}, "404 recordNotFound"},
             {{{"clientId", R"("full")"}}, "400 validation.device.clientReachedIdentitiesLimit"},
             {{{"clientId", R"("full")"}, {"devicePassword", R"("x")"}},
              "400 validation.device.clientReachedIdentitiesLimit"},
             {{{"identityPublicKey", R"("")"}}, "400 validation.invalidPropertyValue"},
             {{{"identityPublicKey", R"("AQID")"}}, "400 validation.invalidPropertyValue"},
             {{{"identityPublicKey", R"("***")"}}, "400 inputCannotBeParsed"},
             {{{"identityPublicKey", "null"}}, "400 inputCannotBeParsed"},
             {{{"devicePassword", R"("")"}}, "400 validation.invalidPropertyValue"},
             {{{"devicePassword", R"("x")"}}, "400 validation.device.registrationFailed"},
             {{{"devicePassword", std::nullopt}}, "400 inputCannotBeParsed"},
             {{{"deviceCommunicationLanguage", R"("xx")"}}, "400 validation.invalidDeviceCommunicationLanguage"},
             {{{"deviceCommunicationLanguage", R"("EN")"}}, "400 validation.invalidDeviceCommunicationLanguage"},
             {{{"deviceCommunicationLanguage", "null"}}, "400 inputCannotBeParsed"},
             {{{"deviceCommunicationLanguage", std::nullopt}}, "400 inputCannotBeParsed"},
             {{{"identityVersion", "256"}}, "400 inputCannotBeParsed"},
             {{{"identityVersion", "-1"}}, "400 inputCannotBeParsed"},
             {{{"identityVersion", std::nullopt}}, "400 inputCannotBeParsed"},
             {{{"signedChallenge", "null"}}, "400 inputCannotBeParsed"},
             {{{"signedChallenge", "{}"}}, "400 inputCannotBeParsed"},
             {{{"signedChallenge.challenge", R"("")"}}, "400 validation.invalidPropertyValue"},
             {{{"signedChallenge.signature", R"("")"}}, "400 validation.invalidPropertyValue"},
             {{{"signedChallenge", of_somebody_else}}, "400 validation.device.invalidSignature"},
             {{{"signedChallenge", unknown_challenge}}, "404 recordNotFound"},
             {{{"signedChallenge", unknown_challenge}, {"clientId", R"("nobody")"}}, "404 recordNotFound"},
         }) {
        INFO(changes.front().member << " " << changes.front().json.value_or("absent"));
        CHECK(outcome_of(create(app, changed(new_identity_of_operator(app, nobody), changes))) == outcome);
    }

    CHECK(outcome_of(create(app, changed(new_identity_of_operator(app, taken), {{"clientId", R"("nobody")"}}))) ==
          "400 validation.device.addressAlreadyExists");
    const auto late = new_identity_of_operator(app, nobody);
    app.clock().advance(std::chrono::minutes(11));
    CHECK(outcome_of(create(app, late)) == "400 validation.device.challengeHasExpired");
    CHECK(number_in(database, "SELECT COUNT(*) FROM identities") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions WHERE action = 'identity.created'") == 0);
}

TEST_ON_EACH_DATABASE("the operator looks at an identity and its devices", "[devices][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    app.clock().advance(std::chrono::seconds(1));
    const Person phone = app.device_of(alice);
    change_rows(database, fmt::format("UPDATE devices SET last_login_at = {} WHERE id = '{}'",
                                      app.clock().now().microseconds(), phone.device.text()));
    database.statements.clear();

    const Answer answer = app.admin().get(path_of(alice));

    CHECK(database.statements.count() == 3);
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"address":"{0}","clientId":"test","publicKey":"{1}","tierId":"{2}",)"
                      R"("createdAt":"2026-01-01T00:00:00.000Z","identityVersion":1,"numberOfDevices":2,"devices":[)"
                      R"({{"id":"{3}","username":"{4}","createdAt":"2026-01-01T00:00:00.000Z","createdByDevice":"{3}",)"
                      R"("lastLogin":null,"communicationLanguage":"en","isBackupDevice":false}},)"
                      R"({{"id":"{5}","username":"{6}","createdAt":"2026-01-01T00:00:01.000Z","createdByDevice":"{5}",)"
                      R"("lastLogin":{{"time":"2026-01-01T00:00:01.000Z"}},"communicationLanguage":"en",)"
                      R"("isBackupDevice":false}}],"quotas":[]}}}})",
                      alice.address.text(), TestApplication::public_key_on_the_wire(alice), kTestTier,
                      alice.device.text(), alice.username, phone.device.text(), phone.username));
}

TEST_ON_EACH_DATABASE("which addresses name no identity", "[devices][admin]", database)
{
    TestApplication app(database);
    const std::string unknown = TestApplication::with_new_keys().address.text();
    std::string wrong_checksum = unknown;
    wrong_checksum.back() = wrong_checksum.back() == '0' ? '1' : '0';
    for (const char* more : {"", "/DeletionProcesses", "/DeletionProcesses/IDPAAAAAAAAAAAAAAAAA"}) {
        CHECK(outcome_of(app.admin().get("/api/v1/Identities/" + unknown + more)) == "404 recordNotFound");
        CHECK(outcome_of(app.admin().get("/api/v1/Identities/nobody" + std::string(more))) ==
              "400 validation.invalidPropertyValue");
        CHECK(outcome_of(app.admin().get("/api/v1/Identities/" + wrong_checksum + more)) ==
              "400 validation.invalidPropertyValue");
    }
    CHECK(outcome_of(app.admin().get("/api/v1/Identities/nobody/DeletionProcesses/AuditLogs")) ==
          "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("the operator moves an identity to another tier", "[devices][admin]", database)
{
    TestApplication app(database);
    std::vector<std::string> events;
    database.events.on<devices::TierOfIdentityChanged>([&](const devices::TierOfIdentityChanged& event, Transaction&) {
        events.push_back(fmt::format("{} to {}", event.old_tier.text(), event.new_tier.text()));
    });
    const Person alice = app.person();
    const std::string gold = given_tier(app, "Gold");

    CHECK(move(app, alice, gold).status == 204);

    CHECK(app.admin().get(path_of(alice)).text("result.tierId") == gold);
    CHECK(events == std::vector<std::string>{kTestTier + std::string(" to ") + gold});
    CHECK(text_in(database, "SELECT subject FROM operator_actions WHERE action = 'identity.tier-changed'") ==
          alice.address.text());
    CHECK(texts_in(database, "SELECT name || ' ' || number_of_identities FROM tiers ORDER BY name") ==
          std::vector<std::string>{"Gold 1", "Test 0"});
}

TEST_ON_EACH_DATABASE("what keeps an identity in its tier", "[devices][admin]", database)
{
    TestApplication app(database);
    devices::seed_tiers(*database.connect());
    const Person alice = app.person();
    const std::string gold = given_tier(app, "Gold");
    struct Case
    {
        const char* body;
        const char* outcome;
    };
    for (const auto& [body, outcome] : std::initializer_list<Case>{
             {R"({"tierId":"TIRtest0000000000000"})", "400 validation.newAndOldMatch"},
             {R"({"tierId":"TIRAAAAAAAAAAAAAAAAA"})", "404 recordNotFound"},
             {R"({"tierId":"TIR"})", "404 recordNotFound"},
             {R"({"tierId":"Gold"})", "400 validation.invalidPropertyValue"},
             {R"({"tierId":""})", "400 validation.invalidPropertyValue"},
             {R"({"tierId":"TIRAAAAAAAAAAAAAAAAAA"})", "400 validation.invalidPropertyValue"},
             {R"({"tierId":null})", "400 inputCannotBeParsed"},
             {R"({"tierId":1})", "400 inputCannotBeParsed"},
             {"{}", "400 inputCannotBeParsed"},
             {R"({"tierId":"TIR00000000000000001"})",
              "400 validation.device.queuedForDeletionTierCannotBeManuallyAssignedOrUnassigned"},
         }) {
        INFO(body);
        CHECK(outcome_of(app.admin().put(path_of(alice), body)) == outcome);
    }
    const Person nobody = TestApplication::with_new_keys();
    CHECK(outcome_of(move(app, nobody, "TIRAAAAAAAAAAAAAAAAA")) == "404 recordNotFound");
    CHECK(outcome_of(app.admin().put("/api/v1/Identities/nobody", R"({"tierId":"x"})")) ==
          "400 validation.invalidPropertyValue");

    start_deletion(app, alice);
    for (const std::string& tier : {gold, std::string(kQueuedForDeletion)}) {
        CHECK(outcome_of(move(app, alice, tier)) ==
              "400 validation.device.queuedForDeletionTierCannotBeManuallyAssignedOrUnassigned");
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions WHERE action = 'identity.tier-changed'") == 0);
}

TEST_ON_EACH_DATABASE("a refused change of the tier leaves no trace", "[devices][admin]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string gold = given_tier(app, "Gold");
    database.events.on<devices::TierOfIdentityChanged>(
        [](const devices::TierOfIdentityChanged&, Transaction&) { throw std::runtime_error("no"); });

    CHECK(move(app, alice, gold).status == 500);

    CHECK(text_in(database, "SELECT tier_id FROM identities") == kTestTier);
    CHECK(number_in(database, "SELECT number_of_identities FROM tiers WHERE name = 'Test'") == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM operator_actions WHERE action = 'identity.tier-changed'") == 0);
}
