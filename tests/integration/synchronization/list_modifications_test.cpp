#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;

using Indexes = std::vector<std::int64_t>;

TEST_ON_EACH_DATABASE("a modification is listed as it was pushed", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Answer pushed =
        push(app, alice, 0,
             {{.object = "ö \\\"\\\\", .type = "update", .category = "\"Content\"", .payload = "\"+/8=\""},
              {.type = "3", .payload = "null", .version = 0}});

    const Answer answer = list(app, alice);

    CHECK(answer.body ==
          fmt::format(R"({{"result":[{{"id":"{}","datawalletVersion":1,"index":0,"objectIdentifier":"ö \"\\",)"
                      R"("payloadCategory":"Content","createdAt":"2026-01-01T00:00:00.000Z","createdByDevice":"{}",)"
                      R"("collection":"Messages","type":"Update","encryptedPayload":"-_8"}},)"
                      R"({{"id":"{}","datawalletVersion":0,"index":1,"objectIdentifier":"object",)"
                      R"("payloadCategory":null,"createdAt":"2026-01-01T00:00:00.000Z","createdByDevice":"{}",)"
                      R"("collection":"Messages","type":"CacheChanged","encryptedPayload":null}}]}})",
                      pushed.text("result.modifications.0.id"), alice.device.text(),
                      pushed.text("result.modifications.1.id"), alice.device.text()));
}

TEST_ON_EACH_DATABASE("a list shows the newest modification of each object, type and category", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{.object = "1"}, {.object = "2", .category = "\"Content\""}}).status == 201);
    REQUIRE(push(app, alice, 1,
                 {{.object = "1", .type = "Update"},
                  {.object = "1", .type = "Delete"},
                  {.object = "1", .type = "CacheChanged"}})
                .status == 201);
    CHECK(indexes_in(list(app, alice)) == Indexes{0, 1, 2, 3, 4});

    REQUIRE(push(app, alice, 4,
                 {{.object = "1", .type = "Update"},
                  {.object = "2", .category = "\"Content\"", .collection = "Different"},
                  {.object = "2", .category = "\"Metadata\""},
                  {.object = "2"}})
                .status == 201);

    CHECK(indexes_in(list(app, alice)) == Indexes{0, 3, 4, 5, 6, 7, 8});
    CHECK(indexes_in(list(app, alice, "?localIndex=4")) == Indexes{5, 6, 7, 8});
    CHECK(indexes_in(list(app, alice, "?localIndex=5")) == Indexes{6, 7, 8});
    CHECK(indexes_in(list(app, alice, "?localIndex=-1")).size() == 7);
    CHECK(indexes_in(list(app, alice, "?LOCALINDEX=7")) == Indexes{8});
    CHECK(indexes_in(list(app, alice, "?localIndex=")).size() == 7);
    CHECK(indexes_in(list(app, alice, "?localIndex=100")).empty());
    CHECK(outcome_of(list(app, alice, "?localIndex=x")) == "400 inputCannotBeParsed");
    CHECK(outcome_of(list(app, alice, "?localIndex=2147483648")) == "400 inputCannotBeParsed");
}

TEST_ON_EACH_DATABASE("pages and totals are those of the compacted list", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{.object = "0"}, {.object = "1"}, {.object = "0"}, {.object = "3"}, {.object = "4"}})
                .status == 201);

    const Answer first = list(app, alice, "?pageSize=3");
    const Answer second = list(app, alice, "?pageSize=3&pageNumber=2");
    const Answer beyond = list(app, alice, "?pageSize=3&pageNumber=3");

    CHECK(indexes_in(first) == Indexes{1, 2, 3});
    CHECK(first.at("pagination.totalRecords").as_int64() == 4);
    CHECK(indexes_in(second) == Indexes{4});
    CHECK(second.at("pagination.totalPages").as_int64() == 2);
    CHECK(indexes_in(beyond).empty());
    CHECK(indexes_in(list(app, alice, "?pageSize=1&pageNumber=2&localIndex=1")) == Indexes{3});
    CHECK(list(app, alice, "?pageSize=4").at("pagination").is_null());
    CHECK(outcome_of(list(app, alice, "?pageSize=201")) == "400 validation.pagination.invalidPageSize");
}

// In SQLite's memory these rows would be a second time what the answer is.
TEST_CASE("modifications of more than 64 MiB are had in smaller pages only (PostgreSQL)",
          "[synchronization][postgresql]")
{
    run_on(postgresql_database(), [](TestDatabase& database) {
        TestApplication app(database);
        const Person alice = syncing_person(app);
        change_rows(database, fmt::format(R"(
            INSERT INTO datawallet_modifications (owner, modification_index, id, datawallet_version, type, collection,
                object_identifier, encrypted_payload, created_at, created_by_device, group_key, standing)
            SELECT '{}', number, 'DWM', 1, 0, '', '', REPEAT('A', 4000000), 0, '{}', '', 0
            FROM GENERATE_SERIES(0, 16) AS number)",
                                          alice.address.text(), alice.device.text()));

        CHECK(outcome_of(list(app, alice)) == "400 validation.pagination.invalidPageSize");
        CHECK(indexes_in(list(app, alice, "?pageSize=2&pageNumber=8")) == Indexes{14, 15});
    });
}

TEST_ON_EACH_DATABASE("one statement tells that nothing is new", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{}}).status == 201);
    database.statements.clear();

    CHECK(list(app, alice, "?localIndex=0").body == R"({"result":[]})");

    CHECK(database.statements.names() == std::vector<std::string>{"datawallets.select_listed"});
}

TEST_ON_EACH_DATABASE("one statement gives a page and the total", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{.object = "0"}, {.object = "1"}, {.object = "2"}, {.object = "3"}}).status == 201);
    database.statements.clear();

    const Answer page = list(app, alice, "?localIndex=0&pageSize=1&pageNumber=2");

    CHECK(indexes_in(page) == Indexes{2});
    CHECK(page.at("pagination.totalRecords").as_int64() == 3);
    CHECK(database.statements.names() == std::vector<std::string>{"datawallets.select_listed"});
}

TEST_ON_EACH_DATABASE("a client that does not support the datawallet's version reads nothing", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = app.person();
    CHECK(list(app, alice, "", "0").body == R"({"result":[]})");
    given_datawallet(app, alice, 2);
    REQUIRE(push(app, alice, 0, {{}}, "2").status == 201);

    for (const std::string_view query : {"", "?localIndex=0", "?pageNumber=5"}) {
        CHECK(outcome_of(list(app, alice, query, "1")) ==
              "400 validation.datawallet.insufficientSupportedDatawalletVersion");
    }
    CHECK(outcome_of(app.get(std::string(kModifications), alice)) ==
          "400 validation.datawallet.insufficientSupportedDatawalletVersion");
    CHECK(outcome_of(list(app, alice, "?pageSize=201", "1")) == "400 validation.pagination.invalidPageSize");
    CHECK(indexes_in(list(app, alice, "", "2")) == Indexes{0});
}

TEST_ON_EACH_DATABASE("only the identity itself sees its datawallet", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{}}).status == 201);

    CHECK(indexes_in(list(app, app.device_of(alice))) == Indexes{0});
    CHECK(indexes_in(list(app, syncing_person(app))).empty());
    CHECK(app.get(std::string(kModifications)).status == 401);
}

TEST_ON_EACH_DATABASE("the datawallet tells its version", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    CHECK(outcome_of(app.get("/api/v2/Datawallet", alice)) == "404 recordNotFound");

    given_datawallet(app, alice, 3);

    CHECK(app.get("/api/v2/datawallet", alice).body == R"({"result":{"version":3}})");
}
