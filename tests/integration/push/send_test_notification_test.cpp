#include <algorithm>

#include <catch2/catch.hpp>

#include "integration/push/given.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr const char* kPath = "/api/v2/Devices/Self/PushNotifications/SendTestNotification";

}  // namespace

TEST_ON_EACH_DATABASE("a test notification is pushed to all devices of the identity", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const std::vector expected{
        push_of("Test", given_registration(app, alice), "Test", "This is a test notification."),
        push_of("Test", given_registration(app, app.device_of(alice)), "Test", "This is a test notification.")};
    given_registration(app, app.person());

    CHECK(outcome_of(app.post(kPath, "{}", alice)) == "204");

    CHECK_THAT(pushes(database), Catch::UnorderedEquals(expected));
}

TEST_ON_EACH_DATABASE("a test notification has any content but null", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const auto [body, expected] = GENERATE(table<std::string, std::string>({
        {R"({"a":1})", "204"},
        {R"([1,"x",null])", "204"},
        {R"("x")", "204"},
        {"5", "204"},
        {"false", "204"},
        {"null", "400 inputCannotBeParsed"},
        {"{", "400 inputCannotBeParsed"},
        {"", "400 inputCannotBeParsed"},
    }));
    INFO(body);

    CHECK(outcome_of(app.post(kPath, body, alice)) == expected);
}

TEST_ON_EACH_DATABASE("an unknown caller sends no test notification, and JSON is needed", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);

    CHECK(outcome_of(app.post(kPath, "{}")) == "401");
    CHECK(app.send("POST", kPath, "", app.person()).status == 415);
}

TEST_ON_EACH_DATABASE("what was accepted for the platform dummy is delivered by saying so", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const auto& consumers = app.registry().outbox_consumers;
    const auto dummy = std::ranges::find(consumers, "push.dummy", &OutboxConsumer::topic);
    REQUIRE(dummy != consumers.end());

    CHECK_NOTHROW(dummy->deliver({"push.dummy", "{}"}));
}
