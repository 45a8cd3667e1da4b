#include <string>
#include <vector>

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "support/application.hpp"
#include "support/outcome.hpp"
#include "support/rows.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kSelf = "/api/v2/Devices/Self";

std::vector<std::string> ids_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.status == 200);
    std::vector<std::string> ids;
    for (const auto& device : answer.at("result").as_array()) ids.emplace_back(device.at("id").as_string());
    return ids;
}

std::string text_of(const DeviceId& id)
{
    return std::string(id.text());
}

/// A person with three devices, in the order in which they were made.
std::vector<Person> three_devices(TestApplication& app)
{
    std::vector<Person> devices{app.person()};
    for (int i = 0; i < 2; ++i) {
        app.clock().advance(1s);
        devices.push_back(app.device_of(devices.front()));
    }
    return devices;
}

}  // namespace

TEST_ON_EACH_DATABASE("a device sees itself", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();

    const Answer answer = app.get(std::string(kSelf), alice);

    CHECK(
        answer.body ==
        fmt::format(
            R"({{"result":{{"id":"{0}","username":"{1}","createdAt":"2026-01-01T00:00:00.000Z","createdByDevice":"{0}",)"
            R"("lastLogin":null,"communicationLanguage":"en","isBackupDevice":false}}}})",
            alice.device.text(), alice.username));
    CHECK(app.get(std::string(kSelf)).status == 401);

    change_rows(database, "DELETE FROM devices");
    CHECK(outcome_of(app.get(std::string(kSelf), alice)) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("an identity lists its devices, oldest first", "[devices]", database)
{
    TestApplication app(database);
    const auto devices = three_devices(app);
    app.person();

    const Answer all = app.get("/api/v2/Devices", devices[1]);

    CHECK(ids_in(all) ==
          std::vector{text_of(devices[0].device), text_of(devices[1].device), text_of(devices[2].device)});
    CHECK(all.at("result.0") == app.get(std::string(kSelf), devices[0]).at("result"));
    CHECK(all.at("pagination").is_null());
}

TEST_ON_EACH_DATABASE("devices are listed page by page", "[devices]", database)
{
    TestApplication app(database);
    const auto devices = three_devices(app);
    const auto page = [&](const std::string& query) { return app.get("/api/v2/Devices?" + query, devices[0]); };

    CHECK(ids_in(page("pageSize=2")) == std::vector{text_of(devices[0].device), text_of(devices[1].device)});
    CHECK(page("PAGESIZE=2").at("pagination.totalPages") == 2);
    CHECK(page("pageSize=2").at("pagination.totalRecords") == 3);
    CHECK(ids_in(page("pageSize=2&pageNumber=2")) == std::vector{text_of(devices[2].device)});
    CHECK(ids_in(page("pageSize=3")).size() == 3);
    CHECK(page("pageSize=3").at("pagination").is_null());
    CHECK(ids_in(page("pageSize=2&pageNumber=5")).empty());
}

TEST_ON_EACH_DATABASE("devices can be named, and those of others are missing", "[devices]", database)
{
    TestApplication app(database);
    const auto devices = three_devices(app);
    const std::string second = text_of(devices[1].device);
    const std::string third = text_of(devices[2].device);
    const auto named = [&](const std::string& query) { return app.get("/api/v2/Devices?" + query, devices[0]); };

    CHECK(ids_in(named("ids=" + second)) == std::vector{second});
    CHECK(ids_in(named("ids=" + third + "&ids=" + second + "&ids=" + third)) == std::vector{second, third});
    CHECK(ids_in(named("ids[0]=" + second + "&ids[1]=" + third)) == std::vector{second, third});
    CHECK(named("ids=" + second + "&ids=" + third + "&pageSize=1").at("pagination.totalRecords") == 2);
    CHECK(ids_in(named("ids=" + text_of(app.person().device))).empty());
    CHECK(ids_in(named("ids=DVC")).empty());
}

TEST_ON_EACH_DATABASE("what can be wrong with a list of devices", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    struct Case
    {
        std::string query;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {"pageSize=200", "200"},
        {"pageSize=", "200"},
        {"pageSize=201&ids=x", "400 validation.pagination.invalidPageSize"},
        {"pageSize=x", "400 inputCannotBeParsed"},
        {"pageSize=1.5", "400 inputCannotBeParsed"},
        {"pageNumber=99999999999", "400 inputCannotBeParsed"},
        {"pageSize=0", "400 validation.invalidPropertyValue"},
        {"pageNumber=0", "400 validation.invalidPropertyValue"},
        {"ids=TOKxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"ids=DVCxxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"ids=DVCxxxxxxxxxxxxxxxxx,DVCyyyyyyyyyyyyyyyyy", "400 validation.invalidPropertyValue"},
        {"ids=", "400 inputCannotBeParsed"},
    };
    for (const auto& [query, outcome] : cases) {
        INFO(query);
        CHECK(outcome_of(app.get("/api/v2/Devices?" + query, alice)) == outcome);
    }
    CHECK(app.get("/api/v2/Devices").status == 401);
}

TEST_ON_EACH_DATABASE("a device changes its language", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person tablet = app.device_of(alice);

    CHECK(outcome_of(app.put(std::string(kSelf), R"({"communicationLanguage":"de"})", alice)) == "204");
    CHECK(outcome_of(app.put(std::string(kSelf), R"({"communicationLanguage":"de"})", alice)) == "204");

    CHECK(app.get(std::string(kSelf), alice).text("result.communicationLanguage") == "de");
    CHECK(app.get(std::string(kSelf), tablet).text("result.communicationLanguage") == "en");
}

TEST_ON_EACH_DATABASE("a language that a device has already is not written again", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    database.statements.clear();

    CHECK(outcome_of(app.put(std::string(kSelf), R"({"communicationLanguage":"en"})", alice)) == "204");

    // The update found nothing to change.
    CHECK(database.statements.names() == std::vector<std::string>{"devices.change_language", "devices.find"});
}

TEST_ON_EACH_DATABASE("what can be wrong with a new language", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const std::string wrong_language = "400 validation.invalidDeviceCommunicationLanguage";
    struct Case
    {
        std::string body;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {R"({"communicationLanguage":"xx"})", wrong_language},
        {R"({"communicationLanguage":"DE"})", wrong_language},
        {R"({"communicationLanguage":""})", wrong_language},
        {R"({"communicationLanguage":null})", "400 inputCannotBeParsed"},
        {R"({"communicationLanguage":1})", "400 inputCannotBeParsed"},
        {"{}", "400 inputCannotBeParsed"},
    };
    for (const auto& [body, outcome] : cases) {
        INFO(body);
        CHECK(outcome_of(app.put(std::string(kSelf), body, alice)) == outcome);
    }
    CHECK(app.send("PUT", std::string(kSelf), {}, alice).status == 415);
    CHECK(app.put(std::string(kSelf), R"({"communicationLanguage":"de"})").status == 401);

    change_rows(database, "DELETE FROM devices");
    CHECK(outcome_of(app.put(std::string(kSelf), R"({"communicationLanguage":"de"})", alice)) == "404 recordNotFound");
}

TEST_ON_EACH_DATABASE("a device that never logged in is deleted with all that it has", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person unused = app.device_of(alice);
    const std::string path = "/api/v2/Devices/" + text_of(unused.device);
    change_rows(database,
                fmt::format("INSERT INTO push_registrations (device_id, identity_address, push_identifier, platform, "
                            "handle, app_id, environment, updated_at) "
                            "VALUES ('{}', '{}', 'DPIxxxxxxxxxxxxxxxxx', 'sse', '', 'a', 1, 0)",
                            text_of(unused.device), alice.address.text()));

    CHECK(outcome_of(app.del(path, alice)) == "204");
    CHECK(outcome_of(app.del(path, alice)) == "404 recordNotFound");
    CHECK(texts_in(database, "SELECT id FROM devices") == std::vector{text_of(alice.device)});
    CHECK(number_in(database, "SELECT COUNT(*) FROM push_registrations") == 0);
}

TEST_ON_EACH_DATABASE("devices that logged in, and those of others, are not deleted", "[devices]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    change_rows(database, fmt::format("UPDATE devices SET last_login_at = 1 WHERE id = '{}'", alice.device.text()));
    struct Case
    {
        std::string id;
        std::string outcome;
    };
    const std::vector<Case> cases{
        {text_of(alice.device), "400 validation.device.deviceCannotBeDeleted"},
        {text_of(bob.device), "400 validation.device.deviceCannotBeDeleted"},
        {"DVCxxxxxxxxxxxxxxxxx", "404 recordNotFound"},
        {"DVCabc", "404 recordNotFound"},
        {"TOKxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"DVCxxxxxxxxxxxxxxxxxx", "400 validation.invalidPropertyValue"},
        {"Self", "400 validation.invalidPropertyValue"},
    };
    for (const auto& [id, outcome] : cases) {
        INFO(id);
        CHECK(outcome_of(app.del("/api/v2/Devices/" + id, alice)) == outcome);
    }
    CHECK(app.del("/api/v2/Devices/" + text_of(bob.device)).status == 401);
    CHECK(number_in(database, "SELECT COUNT(*) FROM devices") == 2);
    CHECK(app.get("/api/v2/Devices/" + text_of(bob.device), bob).header("Allow") == "DELETE");
}

TEST_ON_EACH_DATABASE(
    "a device costs one statement to read, change or delete, and its deletion the operator's overview", "[devices]",
    database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person unused = app.device_of(alice);
    database.statements.clear();

    app.get(std::string(kSelf), alice);
    app.get("/api/v2/Devices", alice);
    app.put(std::string(kSelf), R"({"communicationLanguage":"de"})", alice);
    app.del("/api/v2/Devices/" + text_of(unused.device), alice);

    CHECK(database.statements.names() ==
          std::vector<std::string>{"devices.find", "devices.select_all", "devices.change_language", "begin",
                                   "devices.remove_unused", "overviews.add_devices", "commit"});
}
