#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/files/given_files.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string list_path(std::string_view query = "")
{
    return fmt::format("{}{}", kFiles, query);
}

std::vector<std::string> ids_in(const Answer& answer)
{
    std::vector<std::string> ids;
    for (const auto& file : answer.at("result").as_array()) ids.emplace_back(file.at("id").as_string());
    return ids;
}

}  // namespace

TEST_ON_EACH_DATABASE("everybody who knows a file reads its content and its metadata", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::string content;
    for (int i = 0; i < 100'000; ++i) content.push_back(static_cast<char>(i * 31));
    const GivenFile file = given_file(app, alice, right_form(content));

    for (const Person& reader : {alice, app.person()}) {
        database.statements.clear();
        const Answer downloaded = app.get(file.path(), reader);
        CHECK(downloaded.status == 200);
        CHECK((downloaded.body == content));
        CHECK(database.statements.names() == std::vector<std::string>{"files.exists"});

        database.statements.clear();
        const Answer metadata = app.get(file.path("/metadata"), reader);
        CHECK(metadata.body ==
              fmt::format(R"({{"result":{{"id":"{0}","createdAt":"2026-01-01T00:00:00.000Z","createdBy":"{1}",)"
                          R"("createdByDevice":"{2}","modifiedAt":"2026-01-01T00:00:00.000Z","modifiedBy":"{1}",)"
                          R"("modifiedByDevice":"{2}","deletedAt":null,"deletedBy":null,"deletedByDevice":null,)"
                          R"("owner":"{1}","ownerSignature":"BBBB","ownershipIsLocked":false,"cipherSize":100000,)"
                          R"("cipherHash":"AAAA","expiresAt":"2026-01-02T00:00:00.000Z",)"
                          R"("encryptedProperties":"CCCC"}}}})",
                          file.id, alice.address.text(), alice.device.text()));
        CHECK(database.statements.names() == std::vector<std::string>{"files.find"});
    }
    CHECK(app.get(file.path()).status == 401);
    CHECK(app.get(file.path("/Metadata")).status == 401);
}

TEST_ON_EACH_DATABASE("a file must be named by its id, exist, and not have expired", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    const GivenFile expired = given_file(app, alice, with({"expiresAt", "2026-01-01T00:00:01.000Z"}));
    app.clock().advance(1s);
    const auto outcomes = [&](const std::string& id) {
        const GivenFile file{id, {}};
        return std::vector{outcome_of(app.get(file.path(), alice)),
                           outcome_of(app.get(file.path("/Metadata"), alice)),
                           outcome_of(app.del(file.path(), alice)),
                           outcome_of(app.patch(file.path("/RegenerateOwnershipToken"), "", alice)),
                           outcome_of(claim(app, file, expired.token, bob)),
                           outcome_of(validate(app, file, expired.token, bob))};
    };

    for (const std::string& id : {expired.id, std::string("FILxxxxxxxxxxxxxxxxx"), std::string("FIL")}) {
        INFO(id);
        CHECK(outcomes(id) == std::vector<std::string>(6, "404 recordNotFound"));
    }
    for (const char* id : {"TOKxxxxxxxxxxxxxxxxx", "FILxxxxxxxxxxxxxxxxxx", "FIL-"}) {
        INFO(id);
        CHECK(outcomes(id) == std::vector<std::string>(6, "400 validation.invalidPropertyValue"));
    }
    CHECK(app.get(expired.path(), alice).text("error.message").starts_with("File not found."));
    CHECK(app.get(list_path(), alice).body == R"({"result":[]})");
    CHECK(number_in(database, "SELECT COUNT(*) FROM files") == 1);
}

TEST_ON_EACH_DATABASE("a file without its content is not found", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const GivenFile file = given_file(app, alice);
    app.blobs().remove(file.id);

    CHECK(outcome_of(app.get(file.path(), alice)) == "404 recordNotFound");
    CHECK(app.get(file.path("/Metadata"), alice).status == 200);
    CHECK(app.del(file.path(), alice).status == 204);
}

TEST_ON_EACH_DATABASE("an identity lists the files that it has created, oldest first", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Person bob = app.person();
    std::vector<GivenFile> files;
    for (int i = 0; i < 3; ++i) {
        files.push_back(given_file(app, alice));
        app.clock().advance(1ms);
    }
    const GivenFile foreign = given_file(app, bob);
    REQUIRE(claim(app, files[0], files[0].token, bob).status == 200);
    REQUIRE(claim(app, foreign, foreign.token, alice).status == 200);
    database.statements.clear();

    CHECK(ids_in(app.get(list_path(), app.device_of(alice))) == std::vector{files[0].id, files[1].id, files[2].id});
    CHECK(ids_in(app.get(list_path(), bob)) == std::vector{foreign.id});
    CHECK(ids_in(app.get(list_path("?ids=" + files[2].id + "&ids=" + files[0].id), alice)) ==
          std::vector{files[0].id, files[2].id});
    CHECK(ids_in(app.get(list_path("?ids=" + foreign.id + "&ids=FILxxxxxxxxxxxxxxxxx&ids=" + files[1].id), alice)) ==
          std::vector{files[1].id});
    CHECK(app.get(list_path("?ids=" + files[0].id), bob).body == R"({"result":[]})");
    CHECK(app.get(list_path()).status == 401);
}

TEST_ON_EACH_DATABASE("a list of files comes page by page", "[files]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i) {
        ids.push_back(given_file(app, alice).id);
        app.clock().advance(1ms);
    }
    const std::string all = "&ids=" + ids[0] + "&ids=" + ids[1] + "&ids=" + ids[2];
    for (const std::string& selection : {std::string(), all}) {
        const Answer first = app.get(list_path("?pageSize=2" + selection), alice);
        CHECK(ids_in(first) == std::vector{ids[0], ids[1]});
        CHECK(first.at("pagination.totalRecords").as_int64() == 3);
        const Answer second = app.get(list_path("?pageSize=2&pageNumber=2" + selection), alice);
        CHECK(ids_in(second) == std::vector{ids[2]});
        CHECK(second.at("pagination.totalPages").as_int64() == 2);
    }
    const auto outcome = [&](std::string_view query) { return outcome_of(app.get(list_path(query), alice)); };
    CHECK(outcome("?pageSize=201") == "400 validation.pagination.invalidPageSize");
    CHECK(outcome("?pageSize=201&ids=XXX") == "400 validation.pagination.invalidPageSize");
    CHECK(outcome("?ids=XXX") == "400 validation.invalidPropertyValue");
    CHECK(outcome("?ids=") == "400 inputCannotBeParsed");
    std::string many = "?pageSize=1";
    for (int i = 0; i < 1000; ++i) many += fmt::format("&ids=FIL{:017}", i);
    CHECK(outcome(many) == "200");
    CHECK(outcome(many + "&ids=FIL") == "400 validation.invalidPropertyValue");
    CHECK(outcome("?pageSize=a") == "400 inputCannotBeParsed");
    CHECK(outcome("?pageSize=0") == "400 validation.invalidPropertyValue");
}
