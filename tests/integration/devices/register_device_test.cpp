#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "support/application.hpp"
#include "support/at_once.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kPath = "/api/v2/Devices";

/// The members beside the password and the challenge, such as `,"isBackupDevice":true`.
std::string body_of(TestApplication& app, const Person& person, std::string_view members = "")
{
    return fmt::format(R"({{"devicePassword":"{}","signedChallenge":{}{}}})", person.password,
                       app.signed_challenge(person), members);
}

Answer add_device(TestApplication& app, const Person& person, std::string_view members = "")
{
    return app.post(std::string(kPath), body_of(app, person, members), person);
}

}  // namespace

TEST_ON_EACH_DATABASE("a device adds another one to its identity", "[devices]", database)
{
    TestApplication app(database);
    app.application().seed();
    const Person alice = app.person();
    app.clock().advance(1s);

    const Answer answer = add_device(app, alice);

    REQUIRE(answer.status == 201);
    CHECK(answer.header("Location").empty());
    const std::string id = answer.text("result.id");
    CHECK(answer.body == fmt::format(R"({{"result":{{"id":"{}","username":"{}","createdAt":"2026-01-01T00:00:01.000Z",)"
                                     R"("createdByDevice":"{}","isBackupDevice":false}}}})",
                                     id, answer.text("result.username"), alice.device.text()));
    const std::string row = fmt::format(" FROM devices WHERE id = '{}'", id);
    CHECK(text_in(database, "SELECT identity_address" + row) == alice.address.text());
    CHECK(text_in(database, "SELECT communication_language" + row) == "en");

    Person tablet = alice;
    tablet.username = answer.text("result.username");
    CHECK(app.login(tablet, alice.password).status == 200);
}

TEST_ON_EACH_DATABASE("a device may have a language, and need not be a backup device", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    CHECK(add_device(app, alice, R"(,"communicationLanguage":"it")").status == 201);
    CHECK(add_device(app, alice, R"(,"communicationLanguage":null,"isBackupDevice":null)").status == 201);
    CHECK(add_device(app, alice, R"(,"deviceCommunicationLanguage":"de","@type":"x")").status == 201);

    CHECK(texts_in(database, "SELECT communication_language FROM devices ORDER BY communication_language") ==
          std::vector<std::string>{"en", "en", "en", "it"});
}

TEST_ON_EACH_DATABASE("an identity that is to be deleted may still add devices", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    REQUIRE(app.post("/api/v2/Identities/Self/DeletionProcesses", "{}", alice).status == 201);

    CHECK(add_device(app, alice).status == 201);
}

TEST_ON_EACH_DATABASE("what can be wrong with a new device is reported in the protocol's order", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string good = app.signed_challenge(alice);
    const std::string foreign = app.signed_challenge(app.person());
    const std::string unknown =
        TestApplication::sign(alice, R"({"id":"CHLxxxxxxxxxxxxxxxxx","expiresAt":"2026-01-01T00:10:00Z"})");
    const std::string no_signature = R"({"challenge":"x","signature":""})";
    struct Case
    {
        std::string body;
        std::string outcome;
    };
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    const std::string wrong_language = "400 validation.invalidDeviceCommunicationLanguage";
    const std::string password = R"("devicePassword":"Passw0rd-of-a-test")";
    const std::vector<Case> cases{
        {"{}", unparsable},
        {"null", unparsable},
        {fmt::format(R"({{"signedChallenge":{}}})", good), unparsable},
        {fmt::format(R"({{"devicePassword":null,"signedChallenge":{}}})", good), unparsable},
        {fmt::format(R"({{{}}})", password), unparsable},
        {fmt::format(R"({{{},"signedChallenge":null}})", password), unparsable},
        {fmt::format(R"({{{},"signedChallenge":{{"signature":"AAAA"}}}})", password), unparsable},
        {fmt::format(R"({{{},"signedChallenge":{},"isBackupDevice":"yes"}})", password, good), unparsable},
        {fmt::format(R"({{{},"signedChallenge":{},"isBackupDevice":"true"}})", password, good), unparsable},
        {fmt::format(R"({{"devicePassword":"","signedChallenge":{}}})", no_signature), invalid},
        {fmt::format(R"({{"devicePassword":" ","signedChallenge":{}}})", good), invalid},
        {fmt::format(R"({{{},"signedChallenge":{},"communicationLanguage":"xx"}})", password, no_signature), invalid},
        {fmt::format(R"({{{},"signedChallenge":{{"challenge":"","signature":"AAAA"}}}})", password), invalid},
        {fmt::format(R"({{{},"signedChallenge":{},"communicationLanguage":"xx"}})", password, foreign), wrong_language},
        {fmt::format(R"({{{},"signedChallenge":{},"communicationLanguage":"DE"}})", password, good), wrong_language},
        {fmt::format(R"({{{},"signedChallenge":{},"communicationLanguage":""}})", password, good), wrong_language},
        {fmt::format(R"({{{},"signedChallenge":{}}})", password, foreign), "400 validation.device.invalidSignature"},
        {fmt::format(R"({{"devicePassword":"a","signedChallenge":{}}})", foreign),
         "400 validation.device.invalidSignature"},
        {fmt::format(R"({{{},"signedChallenge":{}}})", password, unknown), "404 recordNotFound"},
        {fmt::format(R"({{{},"signedChallenge":{}}})", password, TestApplication::sign(alice, "hello")), invalid},
        {fmt::format(R"({{"devicePassword":"a","signedChallenge":{}}})", good),
         "400 validation.device.registrationFailed"},
    };
    for (const auto& [body, outcome] : cases) {
        INFO(body);
        CHECK(outcome_of(app.post(std::string(kPath), body, alice)) == outcome);
    }
    CHECK(app.post(std::string(kPath), body_of(app, alice)).status == 401);

    const std::string body = body_of(app, alice);
    app.clock().advance(10min + 1us);
    CHECK(outcome_of(app.post(std::string(kPath), body, app.with_new_token(alice))) ==
          "400 validation.device.challengeHasExpired");
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices") == 2);
}

TEST_ON_EACH_DATABASE("an identity has one backup device", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string backup = R"(,"isBackupDevice":true)";
    const std::string only_one = "400 validation.device.onlyOneBackupDeviceCanExist";

    CHECK(add_device(app, alice, backup).at("result.isBackupDevice") == true);
    CHECK(outcome_of(add_device(app, alice, backup)) == only_one);
    Person wrong_key = TestApplication::with_new_keys();
    wrong_key.access_token = alice.access_token;
    CHECK(outcome_of(add_device(app, wrong_key, backup)) == only_one);
    CHECK(add_device(app, alice).status == 201);
    CHECK(add_device(app, app.person(), backup).status == 201);
}

TEST_ON_EACH_DATABASE("of many backup devices at once one is made", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string body = body_of(app, alice, R"(,"isBackupDevice":true)");

    const auto answers = at_once(5, [&](int) { return app.post(std::string(kPath), body, alice); });

    CHECK(count_of(answers, 201) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.onlyOneBackupDeviceCanExist") == 4);
    CHECK(number_in(database, "SELECT SUM(is_backup_device) FROM devices") == 1);
}

TEST_ON_EACH_DATABASE("an identity that is gone adds no devices", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM identities");

    const Answer answer = add_device(app, alice);

    CHECK(outcome_of(answer) == "404 recordNotFound");
    CHECK(answer.text("error.message").starts_with("Identity not found."));
}

TEST_ON_EACH_DATABASE("an identity that goes while it adds a device adds none", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string body = body_of(app, alice);
    database.statements.once_after("challenges.find", [&] { change_rows(database, "DELETE FROM identities"); });

    CHECK(app.post(std::string(kPath), body, alice).text("error.message").starts_with("Identity not found."));

    CHECK(number_in(database, "SELECT COUNT(*) FROM devices") == 0);
}

TEST_ON_EACH_DATABASE("a device costs two reads and two writes", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string body = body_of(app, alice);
    database.statements.clear();

    app.post(std::string(kPath), body, alice);

    CHECK(database.statements.names() == std::vector<std::string>{"identities.find", "challenges.find", "begin",
                                                                  "devices.insert", "overviews.add_devices", "commit"});
}
