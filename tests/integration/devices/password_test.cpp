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

namespace {

constexpr std::string_view kPath = "/api/v2/Devices/Self/Password";
constexpr std::string_view kNewPassword = "Another-Passw0rd";

Answer change(TestApplication& app, const Person& person, std::string_view old_password, std::string_view new_password)
{
    return app.put(std::string(kPath),
                   fmt::format(R"({{"oldPassword":"{}","newPassword":"{}"}})", old_password, new_password), person);
}

}  // namespace

TEST_ON_EACH_DATABASE("a device changes its password, and stays logged in", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    CHECK(outcome_of(change(app, alice, alice.password, kNewPassword)) == "204");

    CHECK(app.get("/api/v2/Devices/Self", alice).status == 200);
    CHECK(outcome_of(app.login(alice, alice.password)) == "400 invalid_grant");
    CHECK(app.login(alice, kNewPassword).status == 200);
    CHECK(outcome_of(change(app, alice, kNewPassword, kNewPassword)) == "204");
}

TEST_ON_EACH_DATABASE("what can be wrong with a new password is reported in the protocol's order", "[devices]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();
    const std::string failed = "400 validation.device.changePasswordFailed";
    const std::string invalid = "400 validation.invalidPropertyValue";

    CHECK(outcome_of(change(app, alice, "wrong", kNewPassword)) == failed);
    CHECK(outcome_of(change(app, alice, alice.password, "short")) == failed);
    CHECK(outcome_of(change(app, alice, alice.password, "no-capital-l3tter")) == failed);
    CHECK(outcome_of(change(app, alice, "", kNewPassword)) == invalid);
    CHECK(outcome_of(change(app, alice, alice.password, " ")) == invalid);
    CHECK(change(app, alice, "", "").text("error.message").starts_with("'oldPassword'"));
    for (const char* body : {R"({"oldPassword":"a"})", R"({"newPassword":"a"})",
                             R"({"oldPassword":null,"newPassword":"a"})", R"({"oldPassword":"a","newPassword":1})"}) {
        INFO(body);
        CHECK(outcome_of(app.put(std::string(kPath), body, alice)) == "400 inputCannotBeParsed");
    }
    CHECK(app.put(std::string(kPath), R"({"oldPassword":"a","newPassword":"b"})").status == 401);
    CHECK(app.login(alice, alice.password).status == 200);
}

TEST_ON_EACH_DATABASE("wrong old passwords lock nobody out", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    for (int i = 0; i < 4; ++i) change(app, alice, "wrong", kNewPassword);

    CHECK(app.login(alice, alice.password).status == 200);
}

TEST_ON_EACH_DATABASE("a device that is gone has no password", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    change_rows(database, "DELETE FROM devices");

    CHECK(outcome_of(change(app, alice, "a", kNewPassword)) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("of two changes of a password at once one succeeds", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    const auto answers = at_once(
        4, [&](int number) { return change(app, alice, alice.password, fmt::format("Passw0rd-number-{}", number)); });

    CHECK(count_of(answers, 204) == 1);
    CHECK(count_of(answers, "error.platform.validation.device.changePasswordFailed") == 3);
    const auto winner = std::ranges::find(answers, 204, &Answer::status) - answers.begin();
    CHECK(app.login(alice, fmt::format("Passw0rd-number-{}", winner)).status == 200);
}

TEST_ON_EACH_DATABASE("wrong passwords that come at once are all counted", "[devices][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = app.registered_person();

    const auto answers = at_once(6, [&](int) { return app.login(alice, "wrong"); });

    CHECK(count_of(answers, "invalid_grant") == 2);
    CHECK(count_of(answers, "access_denied") == 4);
    CHECK(outcome_of(app.login(alice, alice.password)) == "400 access_denied");
}
