#include <algorithm>
#include <map>

#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "integration/push/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kNoRelationship = "400 validation.notification.noRelationshipToOneOrMoreRecipientsExists";
constexpr std::string_view kWrongStatus = "400 validation.notification.relationshipToRecipientIsNotInCorrectStatus";
constexpr std::string_view kNoSuchCode = "400 validation.notification.codeDoesNotExist";

std::string quoted(const std::vector<std::string>& addresses)
{
    return addresses.empty() ? "" : fmt::format(R"("{}")", fmt::join(addresses, R"(",")"));
}

/// The address of whom each letter stands for.
std::vector<std::string> addresses_of(std::string_view letters, const std::map<char, std::string>& who)
{
    std::vector<std::string> addresses;
    for (const char letter : letters) addresses.push_back(who.at(letter));
    return addresses;
}

std::string outcome(TestApplication& app, const Person& sender, const std::vector<std::string>& recipients,
                    std::string_view code = "TestCode")
{
    return outcome_of(app.post("/api/v2/Notifications",
                               fmt::format(R"({{"code":"{}","recipients":[{}]}})", code, quoted(recipients)), sender));
}

std::string language_of(const Person& person, std::string_view language)
{
    return fmt::format("UPDATE devices SET communication_language = '{}' WHERE id = '{}'", language,
                       person.device.text());
}

}  // namespace

TEST_ON_EACH_DATABASE("a notification is pushed to all devices of a peer, each in its language", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person tablet_of_bob = app.device_of(bob);
    const Person watch_of_bob = app.device_of(bob);
    given_relationship(app, alice, bob, RelationshipStatus::active);
    REQUIRE(change_rows(database, language_of(bob, "de")) == 1);
    REQUIRE(change_rows(database, language_of(tablet_of_bob, "it")) == 1);
    given_registration(app, alice);
    given_registration(app, watch_of_bob, "sse");
    std::vector expected{push_of("notification_TestCode", given_registration(app, bob), "Hallo", "Welt"),
                         push_of("notification_TestCode", given_registration(app, tablet_of_bob), "Hello", "World")};
    database.statements.clear();

    CHECK(outcome(app, alice, {bob.address.text()}) == "204");

    CHECK(database.statements.names() == std::vector<std::string>{"push.select_living_relationships",
                                                                  "push.select_devices", "begin", "outbox.insert",
                                                                  "commit"});
    CHECK_THAT(pushes(database), Catch::UnorderedEquals(expected));
}

TEST_ON_EACH_DATABASE("nothing waits to be pushed where no device has registered", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob, RelationshipStatus::active);
    database.statements.clear();

    CHECK(outcome(app, alice, {bob.address.text()}) == "204");

    CHECK(database.statements.names() ==
          std::vector<std::string>{"push.select_living_relationships", "push.select_devices"});
    CHECK(number_in(database, "SELECT COUNT(*) FROM outbox") == 0);
}

TEST_ON_EACH_DATABASE("where no platform is set up, nobody looks for devices", "[push]", database)
{
    TestApplication app(database, [](Configuration& configuration) {
        with_dummy_platform(configuration);
        configuration.modules.get<devices::DevicesOptions>().push.dummy_enabled = false;
    });
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob, RelationshipStatus::active);
    database.statements.clear();

    CHECK(outcome(app, alice, {bob.address.text()}) == "204");

    CHECK(database.statements.names() == std::vector<std::string>{"push.select_living_relationships"});
}

TEST_ON_EACH_DATABASE("peers in whatever order, repeated, and oneself beside them may be told", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    given_relationship(app, alice, bob, RelationshipStatus::active);
    given_relationship(app, carol, alice, RelationshipStatus::pending);
    for (const Person& person : {alice, bob, carol}) given_registration(app, person);
    const std::map<char, std::string> who{
        {'a', alice.address.text()}, {'b', bob.address.text()}, {'c', carol.address.text()}};
    const auto [recipients, count] = GENERATE(table<std::string, std::size_t>({
        {"b", 1},
        {"cb", 2},
        {"bbb", 1},
        {"ab", 2},
        {"caba", 3},
        {std::string(100, 'b'), 1},
    }));
    INFO(recipients);

    CHECK(outcome(app, alice, addresses_of(recipients, who)) == "204");
    CHECK(pushes(database).size() == count);
}

TEST_ON_EACH_DATABASE("only peers can be told", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    const std::map<char, std::string> who{{'a', alice.address.text()},
                                          {'b', bob.address.text()},
                                          {'s', app.person().address.text()},
                                          {'n', TestApplication::with_new_keys().address.text()},
                                          {'x', "no address"},
                                          {'-', ""}};
    given_relationship(app, alice, bob, RelationshipStatus::active);
    given_registration(app, bob);
    const auto [what, recipients, code, expected] =
        GENERATE(table<std::string, std::string, std::string, std::string_view>({
            {"nobody at all", "", "TestCode", "400 validation.invalidPropertyValue"},
            {"too many", std::string(101, 'b'), "TestCode", "400 validation.invalidPropertyValue"},
            {"what is no address", "bx", "TestCode", "400 validation.invalidPropertyValue"},
            {"an empty address", "-", "TestCode", "400 validation.invalidPropertyValue"},
            {"a blank code", "s", " ", "400 validation.invalidPropertyValue"},
            {"oneself alone", "a", "TestCode", kNoRelationship},
            {"oneself twice", "aa", "TestCode", kNoRelationship},
            {"a stranger", "s", "TestCode", kNoRelationship},
            {"a stranger beside a peer", "bs", "TestCode", kNoRelationship},
            {"a stranger beside oneself", "as", "TestCode", kNoRelationship},
            {"an identity that does not exist", "n", "TestCode", kNoRelationship},
            {"a stranger with an unknown code", "s", "NoSuchCode", kNoRelationship},
            {"an unknown code", "b", "NoSuchCode", kNoSuchCode},
            {"a code in another case", "b", "testcode", kNoSuchCode},
        }));
    INFO(what);

    CHECK(outcome(app, alice, addresses_of(recipients, who), code) == expected);
    CHECK(pushes(database).empty());
}

TEST_ON_EACH_DATABASE("a notification without what it needs cannot be read", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const auto [body, expected] = GENERATE(table<std::string, std::string>({
        {R"({"code":"TestCode"})", "400 inputCannotBeParsed"},
        {R"({"code":"TestCode","recipients":null})", "400 inputCannotBeParsed"},
        {R"({"code":"TestCode","recipients":"x"})", "400 inputCannotBeParsed"},
        {R"({"recipients":["x"]})", "400 inputCannotBeParsed"},
        {R"({"code":null,"recipients":["x"]})", "400 inputCannotBeParsed"},
        {R"({"code":1,"recipients":["x"]})", "400 inputCannotBeParsed"},
        {"null", "400 inputCannotBeParsed"},
        {"[]", "400 inputCannotBeParsed"},
    }));
    INFO(body);

    CHECK(outcome_of(app.post("/api/v2/Notifications", body, alice)) == expected);
    CHECK(outcome_of(app.post("/api/v2/Notifications", body)) == "401");
}

TEST_ON_EACH_DATABASE("peers that are to be deleted are told, too", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob, RelationshipStatus::active);
    given_registration(app, bob);
    given_deletion(app, bob, 14);

    CHECK(outcome(app, alice, {bob.address.text()}) == "204");

    CHECK(std::ranges::count_if(pushes(database), [](const std::string& push) {
              return push.find("notification_TestCode") != std::string::npos;
          }) == 1);
}

TEST_ON_EACH_DATABASE("the youngest relationship decides, whoever began it", "[push]", database)
{
    using enum RelationshipStatus;
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto [statuses, expected] = GENERATE(table<std::vector<RelationshipStatus>, std::string_view>({
        {{pending}, "204"},
        {{active}, "204"},
        {{terminated}, "204"},
        {{rejected}, kWrongStatus},
        {{revoked}, kWrongStatus},
        {{deletion_proposed}, kWrongStatus},
        {{ready_for_deletion}, kWrongStatus},
        {{rejected, revoked, pending}, "204"},
        {{rejected, revoked}, kWrongStatus},
    }));
    for (const RelationshipStatus status : statuses) {
        given_relationship(app, alice, bob, status);
        app.clock().advance(1s);
    }

    CHECK(outcome(app, alice, {bob.address.text()}) == expected);
    CHECK(outcome(app, bob, {alice.address.text()}) == expected);
    CHECK(outcome(app, alice, {bob.address.text()}, "NoSuchCode") == (expected == "204" ? kNoSuchCode : expected));
}

TEST_ON_EACH_DATABASE("no relationship at all is reported before one in a wrong status", "[push]", database)
{
    TestApplication app(database, with_dummy_platform);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob, RelationshipStatus::rejected);

    CHECK(outcome(app, alice, {bob.address.text(), app.person().address.text()}) == kNoRelationship);
}
