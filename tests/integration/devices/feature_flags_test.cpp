#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include <devices/events.hpp>
#include <devices/options.hpp>

#include "support/application.hpp"
#include "support/at_once.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::string_view kPath = "/api/v2/Identities/Self/FeatureFlags";

std::string set(TestApplication& app, const Person& person, std::string_view flags)
{
    return outcome_of(app.patch(std::string(kPath), std::string(flags), person));
}

/// The answer without its envelope.
std::string flags_of(TestApplication& app, const Person& person)
{
    const Answer answer = app.get("/api/v2/Identities/" + person.address.text() + "/FeatureFlags", person);
    CHECK(answer.status == 200);
    constexpr std::size_t kBegin = std::string_view(R"({"result":)").size();
    return answer.body.substr(kBegin, answer.body.size() - kBegin - 1);
}

/// `"flag5":true,"flag6":true`, up to but not including `end`, in braces.
std::string flags(int begin, int end)
{
    std::string json = "{";
    for (int number = begin; number < end; ++number) {
        json += fmt::format(R"({}"flag{}":true)", number > begin ? "," : "", number);
    }
    return json + "}";
}

}  // namespace

TEST_ON_EACH_DATABASE("flags are set, changed and kept", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    CHECK(flags_of(app, alice) == "{}");

    CHECK(set(app, alice, R"({"one":true,"two":false})") == "204");
    CHECK(flags_of(app, alice) == R"({"one":true,"two":false})");

    CHECK(set(app, alice, R"({"two":true,"three":false,"one":false})") == "204");
    CHECK(flags_of(app, alice) == R"({"one":false,"three":false,"two":true})");

    CHECK(set(app, alice, R"({})") == "204");
    CHECK(flags_of(app, alice) == R"({"one":false,"three":false,"two":true})");
    CHECK(flags_of(app, app.person()) == "{}");
}

TEST_ON_EACH_DATABASE("every change of flags is told of, also one that changes nothing", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<IdentityAddress> changed;
    database.events.on<devices::FeatureFlagsOfIdentityChanged>(
        [&](const devices::FeatureFlagsOfIdentityChanged& event, Transaction&) { changed.push_back(event.address); });

    set(app, alice, R"({"one":true})");
    set(app, alice, R"({"one":true})");
    set(app, alice, R"({})");
    set(app, alice, R"({"one":1})");

    CHECK(changed == std::vector(3, alice.address));
}

TEST_ON_EACH_DATABASE("names are stored as they are, and shown in camel case", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    CHECK(set(app, alice,
              R"({"Flag":true,"ABCFlag":true,"URLName":false,"Two Words":true,"ÄBC":true,"iD":true,"":true})") ==
          "204");

    CHECK(flags_of(app, alice) ==
          R"({"":true,"abcFlag":true,"flag":true,"two Words":true,"urlName":false,"iD":true,"äbc":true})");
    CHECK(number_in(database, "SELECT COUNT(*) FROM feature_flags WHERE name = 'ABCFlag'") == 1);
}

TEST_ON_EACH_DATABASE("names differ by their case", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    set(app, alice, R"({"flag":true,"Flag":false})");
    set(app, alice, R"({"Flag":true})");

    CHECK(number_in(database, "SELECT COUNT(*) FROM feature_flags") == 2);
    CHECK(number_in(database, "SELECT SUM(is_enabled) FROM feature_flags") == 2);
}

TEST_ON_EACH_DATABASE("what can be wrong with flags", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const auto named = [](std::size_t length) { return R"({")" + std::string(length, 'n') + R"(":true})"; };
    struct Case
    {
        std::string body;
        std::string outcome;
    };
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::vector<Case> cases{
        {named(200), "204"},
        {named(201), "400 validation.invalidPropertyValue"},
        {R"({"x":1})", unparsable},
        {R"({"x":"true"})", unparsable},
        {R"({"x":null})", unparsable},
        {R"({"x":true,"x":1})", unparsable},
        {R"([true])", unparsable},
        {R"(null)", unparsable},
        {R"("x")", unparsable},
        {"", unparsable},
        {R"({"a\u0000b":true})", unparsable},
    };
    for (const auto& [body, outcome] : cases) {
        INFO(body);
        CHECK(set(app, alice, body) == outcome);
    }
    CHECK(app.patch(std::string(kPath), "{}").status == 401);
    CHECK(number_in(database, "SELECT COUNT(*) FROM feature_flags") == 1);
}

TEST_ON_EACH_DATABASE("an identity has at most 200 flags", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string exceeded = "400 validation.featureFlag.maxNumberOfFeatureFlagsExceeded";

    CHECK(set(app, alice, flags(0, 201)) == exceeded);
    CHECK(set(app, alice, flags(0, 200)) == "204");
    CHECK(set(app, alice, R"({"more":true,"flag100":false})") == exceeded);
    CHECK(set(app, alice, R"({"flag0":false,"flag199":false})") == "204");

    CHECK(number_in(database, "SELECT COUNT(*) FROM feature_flags") == 200);
    CHECK(number_in(database, "SELECT COUNT(*) FROM feature_flags WHERE is_enabled = 0") == 2);
}

TEST_ON_EACH_DATABASE("what can be wrong with flags is reported in the protocol's order", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::string too_many = flags(0, 200);
    too_many.pop_back();

    CHECK(set(app, alice, too_many + R"(,")" + std::string(201, 'n') + R"(":true})") ==
          "400 validation.invalidPropertyValue");
    change_rows(database, "DELETE FROM identities");
    CHECK(set(app, alice, too_many + R"(,"n":true})") == "400 validation.featureFlag.maxNumberOfFeatureFlagsExceeded");
}

TEST_ON_EACH_DATABASE("an installation may allow more flags than one statement takes", "[devices]", database)
{
    TestApplication app(database, [](Configuration& configuration) {
        configuration.modules.get<devices::DevicesOptions>().max_number_of_feature_flags_per_identity = 2000;
    });
    const Person alice = app.person();
    CHECK(set(app, alice, flags(0, 1500)) == "204");
    change_rows(database, "UPDATE feature_flags SET is_enabled = 0");

    CHECK(set(app, alice, flags(0, 1500)) == "204");

    CHECK(number_in(database, "SELECT SUM(is_enabled) FROM feature_flags") == 1500);
}

TEST_ON_EACH_DATABASE("changes of flags at once do not exceed the maximum together", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    CHECK(set(app, alice, flags(0, 199)) == "204");

    const auto answers = at_once(6, [&](int number) {
        return app.patch(std::string(kPath), fmt::format(R"({{"more{}":true}})", number), alice);
    });

    CHECK(count_of(answers, 204) == 1);
    CHECK(number_in(database, "SELECT COUNT(*) FROM feature_flags") == 200);
}

TEST_ON_EACH_DATABASE("an identity that is gone has no flags", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM identities");

    CHECK(set(app, alice, "{}") == "404 recordNotFound");
    CHECK(outcome_of(app.get("/api/v2/Identities/" + alice.address.text() + "/FeatureFlags", alice)) ==
          "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("the flags of strangers are not found", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto read = [&](const std::string& address) {
        return app.get("/api/v2/Identities/" + address + "/FeatureFlags", alice);
    };

    CHECK(outcome_of(read(bob.address.text())) == "404 recordNotFound");
    CHECK(read(bob.address.text()).text("error.message").starts_with("Identity not found."));
    CHECK(outcome_of(read(TestApplication::with_new_keys().address.text())) == "404 recordNotFound");
    CHECK(outcome_of(read("Self")) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(read("abc")) == "400 validation.invalidPropertyValue");
    CHECK(outcome_of(read("did:e:localhost:dids:fc6cbb07fdde421f7f5881")) == "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("flags cost three statements, those that change something, and what peers are told", "[devices]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.clear();

    set(app, alice, R"({"one":true,"two":false})");
    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "identities.find_locked", "feature_flags.select_of_identity",
                                   "feature_flags.insert", "relationships.select_interested", "commit"});
    database.statements.clear();
    set(app, alice, R"({"one":true,"two":true})");
    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "identities.find_locked", "feature_flags.select_of_identity",
                                   "feature_flags.set", "relationships.select_interested", "commit"});
    database.statements.clear();
    flags_of(app, alice);
    CHECK(database.statements.names() == std::vector<std::string>{"feature_flags.select_visible"});
}
