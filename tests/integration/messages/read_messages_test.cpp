#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/messages/given.hpp"
#include "messages/src/message_store.hpp"
#include "messages/src/receptions.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

using Ids = std::vector<std::string>;

namespace {

/// Those of whom the column is set.
std::int64_t received(TestDatabase& database)
{
    return number_in(database, "SELECT COUNT(*) FROM message_recipients WHERE received_at IS NOT NULL");
}

}  // namespace

TEST_ON_EACH_DATABASE("sender and recipients see a message, and nobody else", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    given_relationship(app, alice, bob);
    given_relationship(app, carol, alice);
    const std::string id =
        send(app, alice, {carol, bob}, R"("body":"AQIDBA","attachments":[{"id":"FILb"},{"id":"FILa"}])")
            .text("result.id");
    const auto json = [&](std::string_view recipients) {
        return fmt::format(R"({{"id":"{}","createdAt":"2026-01-01T00:00:00.000Z","createdBy":"{}",)"
                           R"("createdByDevice":"{}","body":"AQIDBA","attachments":[{{"id":"FILb"}},{{"id":"FILa"}}],)"
                           R"("recipients":[{}]}})",
                           id, alice.address.text(), alice.device.text(), recipients);
    };
    const auto recipient = [&](const Person& person, std::string_view reception) {
        return fmt::format(R"({{"address":"{}","encryptedKey":"{}",{}}})", person.address.text(), bytes_on_the_wire(40),
                           reception);
    };
    const std::string unreceived = R"("receivedAt":null,"receivedByDevice":null)";
    app.clock().advance(1s);

    CHECK(get_message(app, alice, id).body ==
          fmt::format(R"({{"result":{}}})", json(recipient(carol, unreceived) + "," + recipient(bob, unreceived))));
    const std::string by_bob = recipient(
        bob, fmt::format(R"("receivedAt":"2026-01-01T00:00:01.000Z","receivedByDevice":"{}")", bob.device.text()));
    CHECK(get_message(app, bob, id).body == fmt::format(R"({{"result":{}}})", json(by_bob)));
    // The body is never left out.
    CHECK(get_message(app, bob, id + "?noBody=TRUE").body == fmt::format(R"({{"result":{}}})", json(by_bob)));
    CHECK(list_messages(app, alice).body ==
          fmt::format(R"({{"result":[{}]}})", json(recipient(carol, unreceived) + "," + by_bob)));
    CHECK(outcome_of(get_message(app, app.person(), id)) == "404 recordNotFound");
    CHECK(get_message(app, app.person(), id).text("error.message").starts_with("Message not found."));
    CHECK(list_messages(app, app.person()).body == R"({"result":[]})");
}

TEST_ON_EACH_DATABASE("what can be wrong with a question for messages is told", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const auto outcome = [&](std::string_view rest) {
        return outcome_of(app.get(std::string(kMessages) + std::string(rest), alice));
    };

    CHECK(outcome("/MSGAAAAAAAAAAAAAAAAA") == "404 recordNotFound");
    CHECK(outcome("/MSG") == "404 recordNotFound");
    CHECK(outcome("/TOKAAAAAAAAAAAAAAAAA") == "400 validation.invalidPropertyValue");
    CHECK(outcome("/MSGAAAAAAAAAAAAAAAAAA") == "400 validation.invalidPropertyValue");
    CHECK(outcome("/MSG?noBody=yes") == "400 inputCannotBeParsed");
    CHECK(outcome("?ids=MSG&ids=nonsense") == "400 validation.invalidPropertyValue");
    CHECK(outcome("?ids=") == "400 inputCannotBeParsed");
    std::string many = "?pageSize=1";
    for (int i = 0; i < 1000; ++i) many += fmt::format("&ids=MSG{:017}", i);
    CHECK(outcome(many) == "200");
    CHECK(outcome(many + "&ids=MSG") == "400 validation.invalidPropertyValue");
    CHECK(outcome("?pageSize=201&ids=nonsense") == "400 validation.pagination.invalidPageSize");
    CHECK(outcome("?pageSize=x") == "400 inputCannotBeParsed");
    CHECK(outcome("?pageNumber=0") == "400 validation.invalidPropertyValue");
    CHECK(app.get(std::string(kMessages)).status == 401);
    CHECK(app.del(std::string(kMessages) + "/MSG", alice).status == 405);
}

TEST_ON_EACH_DATABASE("a message is received once, by the device that gets it first", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person phone = app.device_of(bob);
    given_relationship(app, alice, bob);
    const std::string id = given_message(app, alice, {bob});

    get_message(app, alice, id);
    CHECK(received(database) == 0);
    CHECK(get_message(app, phone, id).text("result.recipients.0.receivedAt") == "2026-01-01T00:00:01.000Z");
    app.clock().advance(1min);
    for (const Answer& answer : {get_message(app, bob, id), list_messages(app, bob), list_messages(app, alice)}) {
        const std::string where = answer.at("result").is_array() ? "result.0.recipients.0" : "result.recipients.0";
        CHECK(answer.text(where + ".receivedAt") == "2026-01-01T00:00:01.000Z");
        CHECK(answer.text(where + ".receivedByDevice") == phone.device.text());
    }
}

TEST_ON_EACH_DATABASE("who was slower than another device tells of the reception by that one", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person phone = app.device_of(bob);
    given_relationship(app, alice, bob);
    const std::string id = given_message(app, alice, {bob});
    const InstallationOptions installation;
    Context context(database.database(), app.clock(), database.random, installation,
                    Caller{bob.address, bob.device, "test"}, true);

    int times_shown = 0;
    const auto message = messages::receiving(context, [&](messages::Receptions& receptions) {
        using namespace messages::message_store;
        auto shown =
            find_visible(context.queries(), Reader::of(context), messages::MessageId::parse(id).value()).value();
        receptions.receive(shown);
        if (++times_shown == 1) get_message(app, phone, id);
        return shown;
    });

    CHECK(times_shown == 2);
    CHECK(message.recipients.at(0).reception.value().by_device == phone.device);
    CHECK(text_in(database, "SELECT received_by_device FROM message_recipients") == phone.device.text());
}

TEST_ON_EACH_DATABASE("a list holds what was sent and what was received, oldest first", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    given_relationship(app, alice, bob);
    given_relationship(app, bob, carol);
    const std::string a = given_message(app, alice, {bob});
    const std::string b = given_message(app, bob, {alice});
    const std::string c = given_message(app, carol, {bob});
    const std::string d = given_message(app, alice, {bob});
    const std::string e = given_message(app, bob, {carol, alice});

    CHECK(ids_in(list_messages(app, bob)) == Ids{a, b, c, d, e});
    CHECK(ids_in(list_messages(app, alice)) == Ids{a, b, d, e});
    CHECK(ids_in(list_messages(app, carol)) == Ids{c, e});
    CHECK(list_messages(app, bob).at("result.4.recipients").as_array().size() == 2);
    CHECK(list_messages(app, carol).at("result.1.recipients").as_array().size() == 1);
}

TEST_ON_EACH_DATABASE("a page of a list marks what is on it", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    Ids ids;
    for (int i = 0; i < 6; ++i) ids.push_back(given_message(app, i % 2 == 0 ? alice : bob, {i % 2 == 0 ? bob : alice}));

    const Answer second = list_messages(app, bob, "?pageSize=4&pageNumber=2");
    CHECK(ids_in(second) == Ids{ids[4], ids[5]});
    CHECK(second.at("pagination.totalRecords").as_int64() == 6);
    CHECK(second.at("pagination.totalPages").as_int64() == 2);
    CHECK(texts_in(database, "SELECT message_id FROM message_recipients WHERE received_at IS NOT NULL") == Ids{ids[4]});

    const Answer first = list_messages(app, bob, "?pageSize=4");
    CHECK(ids_in(first) == Ids{ids[0], ids[1], ids[2], ids[3]});
    CHECK(first.at("pagination.totalRecords").as_int64() == 6);
    CHECK(received(database) == 3);
    CHECK(list_messages(app, bob, "?pageSize=6").at("pagination").is_null());
    CHECK(ids_in(list_messages(app, bob, "?pageSize=3&pageNumber=9")).empty());
}

TEST_ON_EACH_DATABASE("a page of more than 64 MiB is refused, and nothing on it counts as received", "[messages]",
                      database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    Ids ids;
    for (int i = 0; i < 5; ++i) {
        ids.push_back(given_message(app, alice, {bob}));
        get_message(app, bob, ids.back());
    }
    // In one statement, which is quicker than sending them.
    database.connect()->queries().execute(Statement{"test.make_large", "UPDATE messages SET body = :body"},
                                          bytes_on_the_wire(messages::kMaximumBodyBytes));
    change_rows(database, "UPDATE message_recipients SET received_at = NULL, received_by_device = NULL");

    CHECK(outcome_of(list_messages(app, bob)) == "400 validation.pagination.invalidPageSize");
    CHECK(received(database) == 0);

    CHECK(ids_in(list_messages(app, bob, "?pageSize=1")) == Ids{ids[0]});
    CHECK(ids_in(list_messages(app, bob, "?ids=" + ids[1])) == Ids{ids[1]});
    CHECK(received(database) == 2);
}

TEST_ON_EACH_DATABASE("messages can be asked for by their ids", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    given_relationship(app, alice, bob);
    given_relationship(app, carol, bob);
    const std::string a = given_message(app, alice, {bob});
    const std::string b = given_message(app, bob, {alice});
    const std::string c = given_message(app, carol, {bob});
    const auto asked = [&](const Person& as, const Ids& ids) {
        return ids_in(list_messages(app, as, fmt::format("?ids={}", fmt::join(ids, "&ids="))));
    };

    CHECK(asked(alice, {b, a}) == Ids{a, b});
    CHECK(received(database) == 1);
    CHECK(asked(alice, {a, a, "MSG"}) == Ids{a});
    CHECK(asked(alice, {c, "MSGAAAAAAAAAAAAAAAAA", a}) == Ids{a});
    CHECK(asked(alice, {c}).empty());
    CHECK(asked(alice, {"MSG"}).empty());
    CHECK(asked(bob, {a, b, c}) == Ids{a, b, c});
    CHECK(ids_in(list_messages(app, bob, fmt::format("?ids[0]={}&ids[1]={}", c, a))) == Ids{a, c});
    const Answer page = list_messages(app, bob, fmt::format("?ids={}&ids={}&ids={}&pageSize=2", a, b, c));
    CHECK(ids_in(page) == Ids{a, b});
    CHECK(page.at("pagination.totalRecords").as_int64() == 3);
}

TEST_ON_EACH_DATABASE("reading costs a statement, another one when something is new, and one to count", "[messages]",
                      database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    const std::string id = given_message(app, alice, {bob});
    given_message(app, alice, {bob});
    const auto statements = [&](std::string_view rest) {
        database.statements.clear();
        app.get(std::string(kMessages) + std::string(rest), bob);
        return database.statements.names();
    };

    CHECK(statements("/" + id) == Ids{"messages.find_visible", "messages.mark_received"});
    CHECK(statements("/" + id) == Ids{"messages.find_visible"});
    CHECK(statements("") == Ids{"messages.select_visible", "messages.mark_received"});
    CHECK(statements("") == Ids{"messages.select_visible"});
    CHECK(statements("?pageSize=2") == Ids{"messages.select_visible", "messages.count_visible"});
    CHECK(statements("?ids=" + id) == Ids{"messages.select_visible_of"});
}
