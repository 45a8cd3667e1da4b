#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr std::string_view kNotUpToDate = "400 validation.datawallet.datawalletNotUpToDate";
constexpr std::string_view kRunIsActive =
    "400 validation.datawallet.cannotPushDatawalletModificationsDuringActiveSyncRun";
constexpr std::string_view kInsufficient = "400 validation.datawallet.insufficientSupportedDatawalletVersion";
constexpr std::string_view kTooHigh = "400 datawallet.datawalletVersionOfModificationTooHigh";

std::string outcome_of_body(TestApplication& app, const Person& as, const std::string& body)
{
    return outcome_of(app.post(std::string(kModifications), body, as, supporting("1")));
}

}  // namespace

TEST_ON_EACH_DATABASE("pushed modifications get the next indexes in the order of the request", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person phone = app.device_of(alice);

    const Answer first = push(app, alice, 77, {{.object = "a"}, {.object = "b"}});
    const Answer second = push(app, phone, 1, {{.object = "c"}});

    REQUIRE(first.status == 201);
    CHECK(first.header("Location").empty());
    CHECK(first.body == fmt::format(R"({{"result":{{"newIndex":1,"modifications":[)"
                                    R"({{"id":"{}","index":0,"createdAt":"2026-01-01T00:00:00.000Z"}},)"
                                    R"({{"id":"{}","index":1,"createdAt":"2026-01-01T00:00:00.000Z"}}]}}}})",
                                    first.text("result.modifications.0.id"), first.text("result.modifications.1.id")));
    CHECK(second.at("result.newIndex").as_int64() == 2);
    CHECK(texts_in(database, "SELECT object_identifier FROM datawallet_modifications ORDER BY modification_index") ==
          std::vector<std::string>{"a", "b", "c"});
    CHECK(texts_in(database, "SELECT created_by_device FROM datawallet_modifications ORDER BY modification_index")
              .back() == phone.device.text());
}

TEST_ON_EACH_DATABASE("a push of new objects takes three statements and a commit", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    database.statements.clear();

    CHECK(push(app, alice, 0, {{.object = "a"}, {.object = "b"}}).status == 201);

    CHECK(database.statements.names() == std::vector<std::string>{"begin", "sync_states.take_modification_indexes",
                                                                  "datawallets.outdate_groups", "datawallets.insert",
                                                                  "commit"});
}

TEST_ON_EACH_DATABASE("a push must know the newest modification", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, -5, {{}, {}}).status == 201);

    for (const std::string local_index : {"0", "2", "-1", "-9223372036854775808", "9223372036854775807"}) {
        INFO(local_index);
        CHECK(outcome_of_body(app, alice,
                              fmt::format(R"({{"localIndex":{},"modifications":{}}})", local_index, json_of({{}}))) ==
              kNotUpToDate);
    }
    CHECK(push(app, alice, 1, {{}}).status == 201);
}

TEST_ON_EACH_DATABASE("the first thing that forbids a push is told", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    const Modification too_high{.version = 9};
    // From the bottom of the list upwards, each is added to those before.
    CHECK(outcome_of(push(app, alice, 0, {too_high})) == "404 recordNotFound");
    given_datawallet(app, alice, 2);
    CHECK(outcome_of(push(app, alice, 0, {{.version = 3}}, "2")) == kTooHigh);
    REQUIRE(push(app, alice, 0, {{}}, "2").status == 201);
    CHECK(outcome_of(push(app, alice, 5, {too_high}, "2")) == kNotUpToDate);
    CHECK(outcome_of(push(app, alice, 5, {too_high}, "1")) == kInsufficient);
    given_run(app, alice, R"({"type":1,"duration":0})");
    CHECK(outcome_of(push(app, alice, 5, {too_high}, "1")) == kRunIsActive);
    CHECK(outcome_of(push(app, alice, 5, {too_high}, "0")) == "400 validation.invalidPropertyValue");
}

TEST_ON_EACH_DATABASE("each thing that forbids a push does so alone", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_datawallet(app, alice, 2);
    REQUIRE(push(app, alice, 0, {{}}, "2").status == 201);

    CHECK(outcome_of(push(app, alice, 0, {{}}, "1")) == kInsufficient);
    CHECK(outcome_of(push(app, alice, 1, {{}}, "2")) == kNotUpToDate);
    CHECK(outcome_of(push(app, alice, 0, {{}, {.version = 3}}, "3")) == kTooHigh);
    const std::string run = given_run(app, alice, R"({"type":1,"duration":0})");
    app.clock().advance(std::chrono::seconds(1));
    for (const Person& device : {alice, app.device_of(alice)}) {
        CHECK(outcome_of(push(app, device, 0, {{}}, "2")) == kRunIsActive);
    }
    REQUIRE(finalize_upgrade(app, alice, run, 2).status == 200);
    CHECK(push(app, alice, 0, {{}}, "2").status == 201);
}

TEST_ON_EACH_DATABASE("an open run forbids a push also where there is no datawallet", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = app.person();
    given_run(app, alice, kUpgrade);

    CHECK(outcome_of(push(app, alice, 0, {{}})) == kRunIsActive);
}

TEST_ON_EACH_DATABASE("a refused push stores nothing", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{}}).status == 201);

    CHECK(outcome_of(push(app, alice, 0, {{}, {.version = 2}})) == kTooHigh);

    CHECK(number_in(database, "SELECT COUNT(*) FROM datawallet_modifications") == 1);
    CHECK(push(app, alice, 0, {{}}).at("result.newIndex").as_int64() == 1);
}

TEST_ON_EACH_DATABASE("a push of nonsense gets the code of its first fault", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    constexpr std::string_view kUnparsable = "400 inputCannotBeParsed";
    constexpr std::string_view kInvalid = "400 validation.invalidPropertyValue";
    const auto outcome_with = [&](const Modification& modification) {
        return outcome_of(push(app, alice, 0, {modification}));
    };

    CHECK(outcome_of_body(app, alice, "null") == kUnparsable);
    CHECK(outcome_of_body(app, alice, R"({"modifications":[]})") == kUnparsable);
    CHECK(outcome_of_body(app, alice, R"({"localIndex":null,"modifications":[]})") == kUnparsable);
    CHECK(outcome_of_body(app, alice, R"({"localIndex":0})") == kUnparsable);
    CHECK(outcome_of_body(app, alice, R"({"localIndex":0,"modifications":null})") == kUnparsable);
    CHECK(outcome_of_body(app, alice, R"({"localIndex":0,"modifications":[null]})") == kUnparsable);
    CHECK(outcome_of_body(app, alice, R"({"localIndex":0,"modifications":[]})") == kInvalid);
    CHECK(outcome_with({.type = "Foo"}) == kUnparsable);
    CHECK(outcome_with({.payload = R"("!")"}) == kUnparsable);
    CHECK(outcome_with({.version = 65536}) == kUnparsable);
    CHECK(outcome_with({.category = "\"" + std::string(51, 'x') + "\""}) == kInvalid);
    CHECK(outcome_with({.collection = std::string(51, 'x')}) == kInvalid);
    CHECK(outcome_with({.object = std::string(101, 'x')}) == kInvalid);
    CHECK(
        push(app, alice, 0, {{.object = "", .type = "3", .category = "\"\"", .collection = "", .version = 0}}).status ==
        201);
    CHECK(push(app, alice, 0, {{.object = std::string(100, 'x'), .collection = std::string(50, 'x')}}).status == 201);
    for (const std::string_view version : {"", "x", "-1", "1.0", "65536", "2,3"}) {
        CHECK(outcome_of(push(app, alice, 0, {{}}, version)) == kUnparsable);
    }
}

TEST_ON_EACH_DATABASE("a push of fifteen hundred modifications is stored whole", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    std::vector<Modification> modifications(1500);
    for (std::size_t i = 0; i < modifications.size(); ++i) modifications[i].object = fmt::format("object {}", i % 600);

    const Answer answer = push(app, alice, 0, modifications);

    REQUIRE(answer.status == 201);
    CHECK(answer.at("result.newIndex").as_int64() == 1499);
    CHECK(number_in(database, "SELECT COUNT(*) FROM datawallet_modifications") == 1500);
    CHECK(is_gap_free(database, "modification_index", "datawallet_modifications"));
    const Answer last = list(app, alice, "?pageNumber=12");
    CHECK(last.at("pagination.totalRecords").as_int64() == 600);
    CHECK(indexes_in(last).back() == 1499);
}

TEST_ON_EACH_DATABASE("more modifications than one request may bring are refused, whichever brings them",
                      "[synchronization]", database)
{
    TestApplication app(database);
    // Without a datawallet, as many as may come get no further.
    const Person alice = app.person();
    const auto json_of_number = [](int number) {
        std::string json = "[";
        for (int i = 0; i < number; ++i) {
            json += R"({"type":0,"collection":"","objectIdentifier":"","datawalletVersion":0},)";
        }
        json.back() = ']';
        return json;
    };
    const auto push_of = [&](const std::string& modifications) {
        return outcome_of_body(app, alice, fmt::format(R"({{"localIndex":0,"modifications":{}}})", modifications));
    };
    const std::string too_many = json_of_number(50'001);

    CHECK(push_of(json_of_number(50'000)) == "404 recordNotFound");
    CHECK(push_of(too_many) == "400 validation.invalidPropertyValue");
    for (const std::string_view action : {"FinalizeDatawalletVersionUpgrade", "FinalizeExternalEventSync"}) {
        INFO(action);
        CHECK(outcome_of(app.put(run_path("SYRaaaaaaaaaaaaaaaaa", action),
                                 fmt::format(R"({{"newDatawalletVersion":1,"datawalletModifications":{}}})", too_many),
                                 alice)) == "400 validation.invalidPropertyValue");
    }
}

TEST_ON_EACH_DATABASE("an identity that is to be deleted may still push", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    change_rows(database, "UPDATE identities SET status = 1");

    CHECK(push(app, alice, 0, {{}}).status == 201);
    CHECK(list(app, alice).status == 200);
}
