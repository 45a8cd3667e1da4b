#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/options.hpp>
#include <devices/push.hpp>

#include "support/application.hpp"
#include "support/at_once.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kPath = "/api/v2/Devices/Self/PushNotifications";

void enable_push(Configuration& configuration)
{
    auto& push = configuration.modules.get<devices::DevicesOptions>().push;
    push.dummy_enabled = true;
    push.sse_enabled = true;
    push.fcm = {.enabled = true, .apps = {"android"}};
}

std::string body_of(std::string_view platform, std::string_view app_id = "app",
                    std::string_view handle = "handle-0123456789")
{
    return fmt::format(R"({{"platform":"{}","handle":"{}","appId":"{}"}})", platform, handle, app_id);
}

Answer register_device(TestApplication& app, const Person& person, const std::string& body)
{
    return app.put(std::string(kPath), body, person);
}

}  // namespace

TEST_ON_EACH_DATABASE("a device registers for pushes and keeps its identifier", "[devices]", database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();

    const Answer first = register_device(app, alice, body_of("fcm", "android"));
    REQUIRE(first.status == 200);
    const std::string identifier = first.text("result.devicePushIdentifier");
    CHECK(identifier.starts_with("DPI"));
    CHECK(identifier.size() == 20);
    CHECK(text_in(database, "SELECT device_id FROM push_registrations") == alice.device.text());
    CHECK(text_in(database, "SELECT identity_address FROM push_registrations") == alice.address.text());
    CHECK(text_in(database, "SELECT handle FROM push_registrations") == "handle-0123456789");
    CHECK(number_in(database, "SELECT environment FROM push_registrations") == 1);

    app.clock().advance(1s);
    const Answer second = register_device(
        app, alice, R"({"platform":"fcm","handle":"another|handle","appId":"android","environment":"Development"})");
    CHECK(second.text("result.devicePushIdentifier") == identifier);
    CHECK(text_in(database, "SELECT handle FROM push_registrations") == "another|handle");
    CHECK(number_in(database, "SELECT environment FROM push_registrations") == 0);
    CHECK(number_in(database, "SELECT updated_at FROM push_registrations") == 1'767'225'601'000'000);

    CHECK(register_device(app, alice, body_of("sse")).text("result.devicePushIdentifier") == identifier);
    CHECK(text_in(database, "SELECT platform FROM push_registrations") == "sse");
}

TEST_ON_EACH_DATABASE("platforms without handles store none", "[devices]", database)
{
    TestApplication app(database, enable_push);

    for (const char* platform : {"dummy", "sse"}) {
        CHECK(register_device(app, app.person(), body_of(platform, "any app")).status == 200);
    }

    CHECK(texts_in(database, "SELECT handle FROM push_registrations") == std::vector<std::string>(2, ""));
}

TEST_ON_EACH_DATABASE("each device has a registration, until it unregisters", "[devices]", database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();
    const Person tablet = app.device_of(alice);
    const std::string first = register_device(app, alice, body_of("dummy")).text("result.devicePushIdentifier");
    CHECK(register_device(app, tablet, body_of("dummy")).text("result.devicePushIdentifier") != first);

    CHECK(outcome_of(app.del(std::string(kPath), alice)) == "204");
    CHECK(outcome_of(app.del(std::string(kPath), alice)) == "204");
    CHECK(text_in(database, "SELECT device_id FROM push_registrations") == tablet.device.text());

    CHECK(register_device(app, alice, body_of("dummy")).text("result.devicePushIdentifier") != first);
}

TEST_ON_EACH_DATABASE("what can be wrong with a registration is reported in the protocol's order", "[devices]",
                      database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    const std::string unsupported = "400 unsupportedAppId";
    struct Case
    {
        std::string body;
        std::string outcome;
    };
    const auto with_environment = [](std::string_view environment) {
        return fmt::format(R"({{"platform":"dummy","handle":"handle-0123456789","appId":"app","environment":{}}})",
                           environment);
    };
    const std::vector<Case> cases{
        {"{}", unparsable},
        {"null", unparsable},
        {R"({"handle":"handle-0123456789","appId":"app"})", unparsable},
        {R"({"platform":null,"handle":"handle-0123456789","appId":"app"})", unparsable},
        {R"({"platform":"dummy","appId":"app"})", unparsable},
        {R"({"platform":"dummy","handle":12345678901,"appId":"app"})", unparsable},
        {R"({"platform":"dummy","handle":"handle-0123456789"})", unparsable},
        {with_environment("1"), unparsable},
        {body_of(""), invalid},
        {body_of("hms"), invalid},
        {body_of("Dummy"), invalid},
        {with_environment(R"("production")"), invalid},
        {with_environment(R"("")"), invalid},
        {body_of("dummy", "app", ""), invalid},
        {body_of("dummy", "app", "           "), invalid},
        {body_of("dummy", "app", "123456789"), invalid},
        {body_of("dummy", "app", std::string(501, 'x')), invalid},
        {body_of("dummy", ""), invalid},
        {body_of("dummy", " "), invalid},
        {body_of("dummy", std::string(501, 'x')), invalid},
        {body_of("fcm", "ios"), unsupported},
        {body_of("apns", "ios"), unsupported},
        {with_environment("null"), "200"},
        {with_environment(R"("Production")"), "200"},
        {body_of("fcm", "android", "1234567890"), "200"},
        {body_of("fcm", "android", std::string(500, 'x')), "200"},
    };
    for (const auto& [body, outcome] : cases) {
        INFO(body);
        CHECK(outcome_of(register_device(app, alice, body)) == outcome);
    }
    CHECK(app.put(std::string(kPath), body_of("dummy")).status == 401);
    CHECK(app.del(std::string(kPath)).status == 401);
    CHECK(app.get(std::string(kPath), alice).header("Allow") == "DELETE, PUT");
}

TEST_ON_EACH_DATABASE("the first broken rule of a registration is named", "[devices]", database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();
    const auto message = [&](const std::string& body) {
        return register_device(app, alice, body).text("error.message");
    };

    CHECK(message(R"({"platform":"x","environment":"y","handle":"z","appId":""})").starts_with("'platform'"));
    CHECK(message(R"({"platform":"fcm","environment":"y","handle":"z","appId":""})").starts_with("'environment'"));
    CHECK(message(R"({"platform":"fcm","environment":"Production","handle":"z","appId":""})").starts_with("'handle'"));
    CHECK(message(R"({"platform":"fcm","handle":"0123456789","appId":""})").starts_with("'appId'"));
}

TEST_ON_EACH_DATABASE("nobody registers for a platform that is not enabled", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    for (const char* platform : {"dummy", "sse", "fcm", "apns"}) {
        INFO(platform);
        CHECK(outcome_of(register_device(app, alice, body_of(platform))) == "400 unsupportedAppId");
    }
    CHECK(number_in(database, "SELECT COUNT(*) FROM push_registrations") == 0);
}

TEST_ON_EACH_DATABASE("a device that is gone does not register", "[devices]", database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM devices");

    CHECK(outcome_of(register_device(app, alice, body_of("dummy"))) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("first registrations at once answer the identifier that is stored", "[devices][concurrency]",
                      database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();

    for (int round = 0; round < 20; ++round) {
        const auto answers = at_once(6, [&](int) { return register_device(app, alice, body_of("dummy")); });

        const std::string stored = text_in(database, "SELECT push_identifier FROM push_registrations");
        for (const Answer& answer : answers) CHECK(answer.text("result.devicePushIdentifier") == stored);
        app.del(std::string(kPath), alice);
    }
}

TEST_ON_EACH_DATABASE("a registration costs one statement, and two the first time", "[devices]", database)
{
    TestApplication app(database, enable_push);
    const Person alice = app.person();
    database.statements.clear();

    register_device(app, alice, body_of("dummy"));
    CHECK(database.statements.names() ==
          std::vector<std::string>{"push_registrations.update", "push_registrations.insert_if_absent"});

    database.statements.clear();
    register_device(app, alice, body_of("dummy"));
    app.del(std::string(kPath), alice);
    CHECK(database.statements.names() ==
          std::vector<std::string>{"push_registrations.update", "push_registrations.remove"});
}

TEST_ON_EACH_DATABASE("the start looks at the apps of the configuration", "[devices]", database)
{
    TestApplication app(database, [](Configuration& configuration) {
        configuration.modules.get<devices::DevicesOptions>().push.fcm = {.enabled = true, .apps = {"another"}};
    });
    const Person alice = app.person();
    CHECK_NOTHROW(app.application().check_configuration());

    change_rows(database,
                fmt::format("INSERT INTO push_registrations (device_id, identity_address, push_identifier, platform, "
                            "handle, app_id, environment, updated_at) "
                            "VALUES ('{}', '{}', 'DPIxxxxxxxxxxxxxxxxx', 'fcm', 'handle', 'android', 1, 0)",
                            alice.device.text(), alice.address.text()));

    CHECK_THROWS_WITH(app.application().check_configuration(),
                      "devices.push.fcm lacks apps for which devices are registered: android");
}

TEST_ON_EACH_DATABASE("the program does not start without the apps for which devices are registered", "[devices]",
                      database)
{
    TestApplication app(database, enable_push);
    register_device(app, app.person(), body_of("fcm", "android"));
    register_device(app, app.person(), body_of("dummy", "any app"));
    CHECK_NOTHROW(app.application().check_configuration());

    const auto connection = database.connect();
    devices::PushOptions options;
    CHECK_NOTHROW(devices::require_apps_in_use(*connection, options));

    options.fcm = {.enabled = true, .apps = {"another"}};
    CHECK_THROWS_WITH(devices::require_apps_in_use(*connection, options),
                      "devices.push.fcm lacks apps for which devices are registered: android");

    change_rows(database, "UPDATE push_registrations SET platform = 'apns'");
    CHECK_NOTHROW(devices::require_apps_in_use(*connection, options));
    options.apns = {.enabled = true, .apps = {"another"}};
    CHECK_THROWS_WITH(devices::require_apps_in_use(*connection, options),
                      "devices.push.apns lacks apps for which devices are registered: android, any app");
}
