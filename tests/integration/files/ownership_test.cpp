#include <string>
#include <vector>

#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <files/events.hpp>

#include "integration/files/given_files.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kFormOfToken = R"([A-Za-z0-9!@#$%^&*()_\-+=<>?/{}\[\]|~]{20})";

/// A file, whose upload is over, and how often its ownership was locked and claimed.
struct Ownership
{
    explicit Ownership(TestDatabase& database) : app(database)
    {
        database.events.on<files::FileOwnershipLocked>([this](const files::FileOwnershipLocked& event, Transaction&) {
            ++locked;
            CHECK(event.owner == alice.address);
        });
        database.events.on<files::FileOwnershipClaimed>(
            [this](const files::FileOwnershipClaimed&, Transaction&) { ++claimed; });
    }

    bool is_valid(std::string_view token, const Person& as)
    {
        const Answer answer = validate(app, file, token, as);
        INFO(answer.body);
        REQUIRE(answer.status == 200);
        return answer.at("result.isValid").as_bool();
    }
    std::string regenerate()
    {
        return app.patch(file.path("/RegenerateOwnershipToken"), "", alice).text("result.newOwnershipToken");
    }

    TestApplication app;
    Person alice = app.person();
    Person bob = app.person();
    Person carol = app.person();
    GivenFile file = given_file(app, alice);
    int locked = 0;
    int claimed = 0;
};

}  // namespace

TEST_ON_EACH_DATABASE("who knows the token becomes the owner", "[files]", database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;
    database.statements.clear();

    const Answer answer = claim(app, file, file.token, bob);

    CHECK(answer.status == 200);
    const std::string token = answer.text("result.newOwnershipToken");
    CHECK_THAT(token, Catch::Matches(std::string(kFormOfToken)));
    CHECK(token != file.token);
    CHECK(claimed == 1);
    CHECK(database.statements.names().at(0) == "files.find_ownership");
    CHECK(database.statements.names().at(2) == "files.give_to");
    const Answer metadata = app.get(file.path("/Metadata"), carol);
    CHECK(metadata.text("result.owner") == bob.address.text());
    CHECK(metadata.text("result.createdBy") == alice.address.text());
    CHECK(app.patch(file.path("/RegenerateOwnershipToken"), "", alice).status == 403);

    app.clock().advance(1us);
    CHECK(given.is_valid(token, carol));
    CHECK(claim(app, file, token, alice).status == 200);
    CHECK(claimed == 2);
    CHECK(locked == 0);
}

TEST_ON_EACH_DATABASE("a wrong token of somebody else locks the ownership", "[files]", database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;

    SECTION("when it is used for a claim")
    {
        CHECK(outcome_of(claim(app, file, kWrongToken, bob)) == "403 forbidden");
    }
    SECTION("when it is only validated")
    {
        CHECK_FALSE(given.is_valid(kWrongToken, bob));
    }
    CHECK(is_locked(app, file, alice));
    CHECK(locked == 1);

    CHECK(outcome_of(claim(app, file, file.token, carol)) == "403 forbidden");
    CHECK(outcome_of(claim(app, file, kWrongToken, carol)) == "403 forbidden");
    CHECK(outcome_of(claim(app, file, file.token, alice)) == "400 validation.file.cannotClaimOwnershipOfOwnFile");
    CHECK_FALSE(given.is_valid(file.token, carol));
    CHECK_FALSE(given.is_valid(file.token, alice));
    CHECK_FALSE(given.is_valid(kWrongToken, carol));
    CHECK(locked == 1);
    CHECK(claimed == 0);
}

TEST_ON_EACH_DATABASE("the owner may be wrong as often as it likes", "[files]", database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;

    CHECK_FALSE(given.is_valid(kWrongToken, alice));
    CHECK_FALSE(given.is_valid("short", alice));
    CHECK(outcome_of(claim(app, file, kWrongToken, alice)) == "400 validation.file.cannotClaimOwnershipOfOwnFile");

    CHECK(given.is_valid(file.token, alice));
    CHECK(given.is_valid(file.token, bob));
    CHECK_FALSE(is_locked(app, file, alice));
    CHECK(locked == 0);
}

TEST_ON_EACH_DATABASE("a new token unlocks the ownership, and the old one is wrong from then on", "[files]", database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;
    REQUIRE(claim(app, file, kWrongToken, bob).status == 403);
    database.statements.clear();

    const std::string token = given.regenerate();

    CHECK(database.statements.names() == std::vector<std::string>{"files.renew_token"});
    CHECK_THAT(token, Catch::Matches(std::string(kFormOfToken)));
    CHECK_FALSE(is_locked(app, file, alice));
    CHECK(given.is_valid(token, carol));
    CHECK_FALSE(given.is_valid(file.token, carol));
    CHECK(is_locked(app, file, alice));
    CHECK(locked == 2);
    CHECK(claim(app, file, given.regenerate(), carol).status == 200);
    CHECK(outcome_of(app.patch(file.path("/RegenerateOwnershipToken"), "x", bob)) == "403 forbidden");
    CHECK(outcome_of(app.patch(file.path("/RegenerateOwnershipToken"), "")) == "401");
}

TEST_ON_EACH_DATABASE("a token that a claim has used up locks, unless the request began before that claim", "[files]",
                      database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;
    REQUIRE(claim(app, file, file.token, alice).status == 400);
    REQUIRE(claim(app, file, file.token, bob).status == 200);

    CHECK(outcome_of(claim(app, file, file.token, carol)) == "403 forbidden");
    CHECK_FALSE(given.is_valid(file.token, carol));
    CHECK_FALSE(is_locked(app, file, bob));

    app.clock().advance(1us);
    alice = bob;  // whom the event is for
    CHECK(outcome_of(claim(app, file, file.token, carol)) == "403 forbidden");
    CHECK(is_locked(app, file, bob));
    CHECK(locked == 1);
}

TEST_ON_EACH_DATABASE("what can be wrong with an ownership token is reported in the protocol's order", "[files]",
                      database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;
    const std::vector<std::pair<std::string, std::string>> cases{
        {"{}", "400 inputCannotBeParsed"},
        {"", "400 inputCannotBeParsed"},
        {R"({"ownershipToken":null})", "400 inputCannotBeParsed"},
        {R"({"ownershipToken":5})", "400 inputCannotBeParsed"},
        {R"({"ownershipToken":""})", "400 validation.invalidPropertyValue"},
        {R"({"ownershipToken":"  "})", "400 validation.invalidPropertyValue"},
        {R"({"ownershipToken":"123456789012345678901"})", "400 validation.invalidPropertyValue"},
        {R"({"ownershipToken":"with a blank"})", "400 validation.invalidPropertyValue"},
        {R"({"ownershipToken":"umläut"})", "400 validation.invalidPropertyValue"},
    };
    for (const auto& [body, outcome] : cases) {
        INFO(body);
        CHECK(outcome_of(app.patch(file.path("/ClaimOwnership"), body, bob)) == outcome);
        CHECK(outcome_of(app.post(file.path("/ValidateOwnershipToken"), body, bob)) == outcome);
        CHECK(outcome_of(app.patch(file.path("/ClaimOwnership"), body)) == "401");
        CHECK(outcome_of(app.post(file.path("/ValidateOwnershipToken"), body)) == "401");
    }
    const Answer both = app.patch("/api/v2/Files/XXX/ClaimOwnership", R"({"ownershipToken":""})", bob);
    CHECK(both.text("error.message").starts_with("'id'"));
    CHECK(locked == 0);
    CHECK_FALSE(is_locked(app, file, alice));
}

TEST_ON_EACH_DATABASE("the owner gets to know at once what happened to the ownership", "[files]", database)
{
    Ownership given(database);
    auto& [app, alice, bob, carol, file, locked, claimed] = given;
    const auto events_of = [&app](const Person& person) {
        const std::vector<Header> supported{{"X-Supported-Datawallet-Version", "1"}};
        const std::string upgrade = R"({"type":"DatawalletVersionUpgrade"})";
        if (const Answer run = app.post("/api/v2/SyncRuns", upgrade, person, supported); run.status == 201) {
            app.put("/api/v2/SyncRuns/" + run.text("result.syncRun.id") + "/FinalizeDatawalletVersionUpgrade",
                    R"({"newDatawalletVersion":1})", person);
        }
        const Answer run = app.post("/api/v2/SyncRuns", "{}", person, supported);
        INFO(run.body);
        REQUIRE(run.status == 201);
        const Answer events = app.get("/api/v2/SyncRuns/" + run.text("result.syncRun.id") + "/ExternalEvents", person);
        std::string texts;
        for (const auto& event : events.at("result").as_array()) {
            texts += boost::json::serialize(event.at("type")) + boost::json::serialize(event.at("payload"));
        }
        return texts;
    };
    const GivenFile lockable = given_file(app, alice);

    REQUIRE(claim(app, file, file.token, bob).status == 200);
    REQUIRE(validate(app, lockable, kWrongToken, carol).status == 200);

    CHECK(events_of(alice) == fmt::format(R"("FileOwnershipClaimed"{{"fileId":"{}","newOwnerAddress":"{}"}})"
                                          R"("FileOwnershipLocked"{{"fileId":"{}"}})",
                                          file.id, bob.address.text(), lockable.id));
}
