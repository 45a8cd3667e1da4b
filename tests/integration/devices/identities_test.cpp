#include <cctype>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "integration/devices/given_deletion.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kSelf = "/api/v2/Identities/Self";

}  // namespace

TEST_ON_EACH_DATABASE("an identity sees itself", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    const Answer answer = app.get(std::string(kSelf), app.device_of(alice));

    CHECK(answer.status == 200);
    CHECK(answer.body ==
          fmt::format(R"({{"result":{{"address":"{}","createdAt":"2026-01-01T00:00:00.000Z","identityVersion":1,)"
                      R"("tierId":"TIRtest0000000000000","status":"Active","deletionGracePeriodEndsAt":null}}}})",
                      alice.address.text()));
    CHECK(app.get(std::string(kSelf)).status == 401);
}

TEST_ON_EACH_DATABASE("an identity that is gone does not see itself", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM identities");

    CHECK(outcome_of(app.get(std::string(kSelf), alice)) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("an identity is deleted from the end of its grace period on", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string no = R"({"result":{"isDeleted":false,"deletionDate":null}})";

    CHECK(is_deleted(app, alice.username).body == no);
    given_deletion(app, alice, 1);
    app.clock().advance(24h - 1us);
    CHECK(is_deleted(app, alice.username).body == no);

    app.clock().advance(1us);
    CHECK(is_deleted(app, alice.username).body ==
          R"({"result":{"isDeleted":true,"deletionDate":"2026-01-02T00:00:00.000Z"}})");
}

TEST_ON_EACH_DATABASE("a grace period of no days is over at once", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    given_deletion(app, alice);

    CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);
}

TEST_ON_EACH_DATABASE("who never was there is not deleted", "[devices]", database)
{
    TestApplication app(database);

    CHECK(is_deleted(app, "USRxxxxxxxxxxxxxxxxx").at("result.isDeleted") == false);
    CHECK(is_deleted(app, "USRabc").at("result.isDeleted") == false);
}

TEST_ON_EACH_DATABASE("whether a user is deleted is asked with exactly its name", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_deletion(app, alice);
    std::string in_another_case = alice.username;
    for (char& c : in_another_case) {
        c = static_cast<char>(std::islower(static_cast<unsigned char>(c))
                                  ? std::toupper(static_cast<unsigned char>(c))
                                  : std::tolower(static_cast<unsigned char>(c)));
    }
    in_another_case.replace(0, 3, "USR");

    CHECK(is_deleted(app, alice.username).at("result.isDeleted") == true);
    CHECK(is_deleted(app, in_another_case).at("result.isDeleted") == false);
}

TEST_ON_EACH_DATABASE("whether a user is deleted is asked by a user name", "[devices]", database)
{
    TestApplication app(database);
    const std::string path = "/api/v2/Identities/IsDeleted";
    struct Case
    {
        std::string query;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"", "400 inputCannotBeParsed"},
        {"?username=", "400 inputCannotBeParsed"},
        {"?username=%20", "400 inputCannotBeParsed"},
        {"?username=DVCxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"?username=USRxxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"?username=USR-xxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"?username=%20USRxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"?USERNAME=USRxxxxxxxxxxxxxxxxx&username=x", "200"},
    };
    for (const auto& [query, outcome] : cases) {
        INFO(query);
        CHECK(outcome_of(app.get(path + query)) == outcome);
    }
}

TEST_ON_EACH_DATABASE("whether a user is deleted costs one statement, two when it is gone", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.clear();

    is_deleted(app, alice.username);
    CHECK(database.statements.names() == std::vector<std::string>{"devices.find_user"});

    database.statements.clear();
    is_deleted(app, "USRxxxxxxxxxxxxxxxxx");
    CHECK(database.statements.names() == std::vector<std::string>{"devices.find_user", "deleted_usernames.find"});

    database.statements.clear();
    is_deleted(app, "USRabc");
    CHECK(database.statements.count() == 0);
}
