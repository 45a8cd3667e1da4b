#include <atomic>
#include <cctype>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/clients.hpp>
#include <devices/events.hpp>

#include "support/application.hpp"
#include "support/at_once.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string form_of(const Person& person, std::string_view secret = "test")
{
    return fmt::format("grant_type=password&client_id=test&client_secret={}&username={}&password={}", secret,
                       person.username, person.password);
}

std::string outcome_of_login(TestApplication& app, const Person& person, std::string_view password)
{
    return outcome_of(app.login(person, password));
}

}  // namespace

TEST_ON_EACH_DATABASE("a device logs in with its user name and password", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    const Answer answer = app.login(alice, alice.password);

    REQUIRE(answer.status == 200);
    CHECK(answer.text("token_type") == "Bearer");
    CHECK(answer.at("expires_in") == 300);
    CHECK(answer.at("id_token").is_null());
    CHECK(answer.header("Cache-Control") == "no-store");
    CHECK(answer.header("Pragma") == "no-cache");

    Person bearer = alice;
    bearer.access_token = answer.text("access_token");
    CHECK(app.get("/api/v2/Devices/Self", bearer).text("result.id") == alice.device.text());
}

TEST_ON_EACH_DATABASE("who registers and logs in costs one hash", "[devices]", database)
{
    TestApplication app(database);
    app.login(app.registered_person(), "The secret of the client is known from now on.");
    const Passwords& passwords = app.application().passwords();
    const std::uint64_t before = passwords.computed();

    const Person alice = app.registered_person();
    CHECK(app.login(alice, alice.password).status == 200);
    CHECK(passwords.computed() - before == 1);

    CHECK(app.login(alice, "wrong").status == 400);
    CHECK(passwords.computed() - before == 2);
}

TEST_ON_EACH_DATABASE("user names match in any case and with blanks around them", "[devices]", database)
{
    TestApplication app(database);
    Person alice = app.registered_person();
    for (char& c : alice.username) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));

    CHECK(app.login(alice, alice.password).status == 200);
    alice.username = "+" + alice.username + "+";
    CHECK(app.login(alice, alice.password).status == 200);
}

TEST_ON_EACH_DATABASE("an id token comes with the scope openid", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    CHECK(app.form("/connect/token", form_of(alice) + "&scope=openid").at("id_token").is_string());
}

TEST_ON_EACH_DATABASE("the first login makes a device onboarded", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    CHECK(app.get("/api/v2/Devices/Self", alice).text("result.lastLogin.time") == "2026-01-01T00:00:00.000Z");
    app.clock().advance(1min);
    REQUIRE(app.login(alice, alice.password).status == 200);
    CHECK(app.get("/api/v2/Devices/Self", alice).text("result.lastLogin.time") == "2026-01-01T00:01:00.000Z");
}

TEST_ON_EACH_DATABASE("the client is checked before the user", "[devices]", database)
{
    TestApplication app(database);
    Person alice = app.registered_person();
    alice.password = "wrong";

    const Answer wrong_secret = app.form("/connect/token", form_of(alice, "wrong"));
    CHECK(outcome_of(wrong_secret) == "401 invalid_client");
    CHECK(wrong_secret.header("WWW-Authenticate").starts_with("Basic error=\"invalid_client\""));
    CHECK(outcome_of(app.form("/connect/token", form_of(alice, ""))) == "401 invalid_client");
    CHECK(outcome_of(app.form("/connect/token", "grant_type=password&client_id=x&username=a&password=b")) ==
          "401 invalid_client");
    CHECK(number_in(database, "SELECT access_failed_count FROM devices") == 0);
}

TEST_ON_EACH_DATABASE("a client that was deleted logs nobody in, another one does", "[devices]", database)
{
    TestApplication app(database);
    Passwords passwords(database.random);
    const Person alice = app.registered_person();
    const auto connection = database.connect();
    devices::create_client(
        *connection, passwords, "somebody",
        {.client_id = "other", .display_name = {}, .secret = "s", .default_tier = "Basic", .maximum_identities = {}});
    devices::delete_client(*connection, "somebody", "test");

    CHECK(outcome_of_login(app, alice, alice.password) == "401 invalid_client");
    CHECK(app.form("/connect/token",
                   fmt::format("grant_type=password&client_id=other&client_secret=s&username={}&password={}",
                               alice.username, alice.password))
              .status == 200);
    CHECK(app.get("/api/v2/Devices/Self", alice).status == 200);
}

TEST_ON_EACH_DATABASE("a wrong password and an unknown user look the same", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    Person nobody = alice;
    nobody.username = "USRxxxxxxxxxxxxxxxxx";

    const Answer wrong = app.login(alice, "wrong");
    const Answer unknown = app.login(nobody, alice.password);

    CHECK(outcome_of(wrong) == "400 invalid_grant");
    CHECK(unknown.body == wrong.body);
    nobody.username = std::string(10'000, 'U');
    CHECK(app.login(nobody, alice.password).body == wrong.body);
}

TEST_ON_EACH_DATABASE("the third wrong password in a row locks the user out", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    CHECK(outcome_of_login(app, alice, "wrong") == "400 invalid_grant");
    CHECK(outcome_of_login(app, alice, "wrong") == "400 invalid_grant");
    CHECK(outcome_of_login(app, alice, "wrong") == "400 access_denied");
    CHECK(outcome_of_login(app, alice, alice.password) == "400 access_denied");
    CHECK(outcome_of_login(app, alice, "wrong") == "400 access_denied");
    CHECK(app.get("/api/v2/Devices/Self", alice).status == 200);

    app.clock().advance(10min - 1us);
    CHECK(outcome_of_login(app, alice, alice.password) == "400 access_denied");
    app.clock().advance(1us);
    CHECK(outcome_of_login(app, alice, "wrong") == "400 invalid_grant");
    CHECK(outcome_of_login(app, alice, "wrong") == "400 invalid_grant");
    CHECK(app.login(alice, alice.password).status == 200);
}

TEST_ON_EACH_DATABASE("a right password begins the count of the wrong ones anew", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    for (int i = 0; i < 2; ++i) {
        outcome_of_login(app, alice, "wrong");
        outcome_of_login(app, alice, "wrong");
        CHECK(app.login(alice, alice.password).status == 200);
    }

    CHECK(number_in(database, "SELECT access_failed_count FROM devices") == 0);
}

TEST_ON_EACH_DATABASE("nobody logs in after the end of the grace period", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    REQUIRE(app.post("/api/v2/Identities/Self/DeletionProcesses", R"({"lengthOfGracePeriodInDays":1})", alice).status ==
            201);

    app.clock().advance(24h - 1us);
    CHECK(app.login(alice, alice.password).status == 200);
    app.clock().advance(1us);
    CHECK(outcome_of_login(app, alice, alice.password) == "400 invalid_grant");
    change_rows(database, "UPDATE devices SET locked_out_until = 9000000000000000");
    CHECK(outcome_of_login(app, alice, alice.password) == "400 invalid_grant");
}

TEST_ON_EACH_DATABASE("the first login of a backup device makes it a usual one", "[devices]", database)
{
    TestApplication app(database);
    Person alice = app.registered_person();
    std::vector<IdentityAddress> used;
    database.events.on<devices::BackupDeviceUsed>(
        [&](const devices::BackupDeviceUsed& event, Transaction&) { used.push_back(event.address); });
    const Answer backup =
        app.post("/api/v2/Devices",
                 fmt::format(R"({{"devicePassword":"{}","signedChallenge":{},"isBackupDevice":true}})", alice.password,
                             app.signed_challenge(alice)),
                 alice);
    REQUIRE(backup.status == 201);
    alice.username = backup.text("result.username");

    CHECK(app.login(alice, alice.password).status == 200);
    CHECK(app.login(alice, alice.password).status == 200);

    CHECK(used == std::vector{alice.address});
    CHECK(number_in(database, "SELECT SUM(is_backup_device) FROM devices") == 0);
}

TEST_ON_EACH_DATABASE("many first logins of a backup device at once use it up once", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    std::atomic<int> used = 0;
    database.events.on<devices::BackupDeviceUsed>([&](const devices::BackupDeviceUsed&, Transaction&) { ++used; });
    change_rows(database, "UPDATE devices SET is_backup_device = 1");

    const auto answers = at_once(6, [&](int) { return app.login(alice, alice.password); });

    CHECK(count_of(answers, 200) == 6);
    CHECK(used == 1);
}

TEST_ON_EACH_DATABASE("a backup device that is used up while it logs in is used up once", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    int used = 0;
    database.events.on<devices::BackupDeviceUsed>([&](const devices::BackupDeviceUsed&, Transaction&) { ++used; });
    change_rows(database, "UPDATE devices SET is_backup_device = 1");
    database.statements.once_after("devices.find_for_login", [&] { app.login(alice, alice.password); });

    CHECK(app.login(alice, alice.password).status == 200);

    CHECK(used == 1);
}

TEST_ON_EACH_DATABASE("a device that is deleted while it logs in does not log in", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    for (const int is_backup_device : {0, 1}) {
        change_rows(database,
                    fmt::format("UPDATE devices SET last_login_at = NULL, is_backup_device = {}", is_backup_device));
        database.statements.once_after("devices.find_for_login",
                                       [&] { change_rows(database, "UPDATE devices SET id = 'DVCgone'"); });

        CHECK(outcome_of_login(app, alice, alice.password) == "400 invalid_grant");

        change_rows(database, fmt::format("UPDATE devices SET id = '{}'", alice.device.text()));
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices WHERE last_login_at IS NULL") == 1);
}

TEST_ON_EACH_DATABASE("a user who is locked out while it logs in stays locked out", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    for (const int is_backup_device : {0, 1}) {
        change_rows(database, fmt::format("UPDATE devices SET last_login_at = NULL, locked_out_until = NULL, "
                                          "is_backup_device = {}",
                                          is_backup_device));
        database.statements.once_after("devices.find_for_login", [&] {
            change_rows(database, "UPDATE devices SET locked_out_until = 9000000000000000");
        });

        CHECK(outcome_of_login(app, alice, alice.password) == "400 access_denied");

        CHECK(number_in(database, "SELECT locked_out_until FROM devices") == 9'000'000'000'000'000);
        CHECK(number_in(database, "SELECT is_backup_device FROM devices") == is_backup_device);
    }
}

TEST_ON_EACH_DATABASE("a body that is too large counts in forms that are posted only", "[devices]", database)
{
    TestApplication app(database);
    struct Case
    {
        std::string method;
        std::string type;
        int status;
        std::string error;
    };
    const std::string form = "application/x-www-form-urlencoded";
    for (const auto& [method, type, status, error] :
         {Case{"POST", form, 413, ""}, Case{"GET", form, 400, "ID2084"},
          Case{"POST", "application/json", 400, "ID2082"}, Case{"POST", "", 400, "ID2081"}}) {
        INFO(method << " " << type);
        Request request;
        request.method = method;
        request.path = "/connect/token";
        request.headers = {{"Content-Type", type}};
        request.body_too_large = true;

        const Response response = app.application().consumer_api().handle(std::move(request));

        CHECK(response.status == status);
        CHECK(response.body.empty() == error.empty());
        CHECK_THAT(response.body, Catch::Contains(error));
    }
}

TEST_ON_EACH_DATABASE("the token endpoint answers in the language of OAuth", "[devices]", database)
{
    TestApplication app(database);

    CHECK(outcome_of(app.get("/connect/token")) == "400 invalid_request");
    CHECK(outcome_of(app.post("/Connect/Token/", "{}")) == "400 invalid_request");
    CHECK(outcome_of(app.form("/connect/token", "grant_type=x")) == "400 unsupported_grant_type");
    CHECK(outcome_of(app.form("/connect/token", "grant_type=password&client_id=%FF&username=a&password=b")) ==
          "401 invalid_client");
}

TEST_ON_EACH_DATABASE("a login costs one read, and two writes a second", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    database.statements.clear();

    app.login(alice, alice.password);
    CHECK(database.statements.names() == std::vector<std::string>{"devices.find_for_login"});

    app.clock().advance(1s);
    database.statements.clear();
    app.login(alice, alice.password);
    CHECK(database.statements.names() == std::vector<std::string>{"devices.find_for_login", "begin",
                                                                  "devices.record_login", "overviews.record_login",
                                                                  "commit"});
}
