#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/messages/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

std::string attachments_json(int number)
{
    std::vector<std::string> items;
    for (int i = 0; i < number; ++i) items.push_back(fmt::format(R"({{"id":"FIL{:017}"}})", i));
    return fmt::format(R"("body":"AQ","attachments":[{}])", fmt::join(items, ","));
}

std::vector<Person> strangers(int number)
{
    std::vector<Person> persons;
    for (int i = 0; i < number; ++i) persons.push_back(TestApplication::with_new_keys());
    return persons;
}

std::string message_of_bytes(const Person& recipient, std::size_t bytes)
{
    return message_json({recipient}, fmt::format(R"("body":"{}")", bytes_on_the_wire(bytes)));
}

}  // namespace

TEST_ON_EACH_DATABASE("a message is stored as it was given", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const RelationshipId relationship = given_relationship(app, bob, alice);

    const Answer answer = send(app, alice, {bob}, R"("body":"+/8=","attachments":[{"id":"FILb"},{"id":"FILa"}])");

    REQUIRE(answer.status == 201);
    const std::string id = answer.text("result.id");
    CHECK(answer.header("Location") == "http://localhost/api/v2/Messages/" + id);
    CHECK(answer.body == R"({"result":{"id":")" + id + R"(","createdAt":"2026-01-01T00:00:00.000Z"}})");
    CHECK(text_in(database, "SELECT created_by FROM messages") == alice.address.text());
    CHECK(text_in(database, "SELECT created_by_device FROM messages") == alice.device.text());
    CHECK(text_in(database, "SELECT body FROM messages") == "-_8");
    CHECK(text_in(database, "SELECT attachments FROM messages") == "FILb FILa");
    CHECK(text_in(database, "SELECT address FROM message_recipients") == bob.address.text());
    CHECK(text_in(database, "SELECT relationship_id FROM message_recipients") == relationship.text());
    CHECK(text_in(database, "SELECT encrypted_key FROM message_recipients") == bytes_on_the_wire(40));
    CHECK(number_in(database, "SELECT COUNT(*) FROM message_recipients WHERE received_at IS NOT NULL") == 0);
}

TEST_ON_EACH_DATABASE("what can be wrong with a message is reported in the protocol's order", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    const std::string to_bob = recipient_json(bob.address);
    const auto with_recipients = [](std::string_view recipients) {
        return fmt::format(R"({{"body":"AQ","recipients":{}}})", recipients);
    };
    const auto with_attachments = [&](std::string_view attachments) {
        return message_json({bob}, fmt::format(R"("body":"AQ","attachments":{})", attachments));
    };
    struct Case
    {
        std::string body;
        std::string outcome;
    };
    const std::string unparsable = "400 inputCannotBeParsed";
    const std::string invalid = "400 validation.invalidPropertyValue";
    const std::vector<Case> cases{
        {"null", unparsable},
        {"[]", unparsable},
        {"{}", unparsable},
        {R"({"recipients":[)" + to_bob + "]}", unparsable},
        {message_json({bob}, R"("body":null)"), unparsable},
        {message_json({bob}, R"("body":"***")"), unparsable},
        {with_recipients("null"), unparsable},
        {with_recipients("{}"), unparsable},
        {with_recipients(R"(["x"])"), unparsable},
        {with_recipients("[{}]"), unparsable},
        {with_recipients(R"([{"address":null,"encryptedKey":"AA"}])"), unparsable},
        {with_recipients(fmt::format(R"([{{"address":"{}"}}])", bob.address.text())), unparsable},
        {with_recipients(fmt::format(R"([{{"address":"{}","encryptedKey":null}}])", bob.address.text())), unparsable},
        {with_recipients(fmt::format(R"([{},{{"address":1}}])", to_bob)), unparsable},
        {with_attachments("null"), unparsable},
        {with_attachments("[{}]"), unparsable},
        {with_attachments(R"([{"id":null}])"), unparsable},
        {with_attachments(R"(["FILa"])"), unparsable},

        {R"({"body":"AQ"})", invalid},
        {with_recipients("[]"), invalid},
        {with_recipients("[null]"), invalid},
        {with_recipients(fmt::format("[{},null]", to_bob)), invalid},
        {with_recipients(fmt::format("[{0},{0}]", to_bob)), invalid},
        {with_recipients(R"([{"address":"","encryptedKey":"AA"}])"), invalid},
        {with_recipients(R"([{"address":"did:e:localhost:dids:0","encryptedKey":"AA"}])"), invalid},
        {with_recipients(fmt::format("[{}]", recipient_json(bob.address, 29))), invalid},
        {with_recipients(fmt::format("[{}]", recipient_json(bob.address, 301))), invalid},
        {message_json(strangers(21)), invalid},
        {message_json({bob}, R"("body":"")"), invalid},
        {message_of_bytes(bob, 10 * 1024 * 1024 + 1), invalid},
        {with_attachments("[null]"), invalid},
        {with_attachments(R"([{"id":"x"},null])"), invalid},
        {message_json({bob}, R"("body":"","attachments":[{"id":"x"}])"), invalid},
        {with_attachments(R"([{"id":""}])"), "400 PredicateValidator"},
        {with_attachments(R"([{"id":"TOKAAAAAAAAAAAAAAAAA"}])"), "400 PredicateValidator"},
        {with_attachments(R"([{"id":"FILAAAAAAAAAAAAAAAAAA"}])"), "400 PredicateValidator"},
        {with_attachments(R"([{"id":"FIL-"}])"), "400 PredicateValidator"},
        {message_json({bob}, attachments_json(21)), invalid},
        {with_attachments(R"([{"id":"FILa"},{"id":"FILa"}])"), invalid},

        {message_json(strangers(1)), "400 validation.message.noRelationshipToRecipientExists"},
        {message_json({alice}), "400 validation.message.noRelationshipToRecipientExists"},
    };

    for (const auto& [body, outcome] : cases) {
        INFO(body.substr(0, 300));
        CHECK(outcome_of(app.post(std::string(kMessages), body, alice)) == outcome);
    }
    CHECK(app.post(std::string(kMessages), message_json({bob})).status == 401);
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == 0);
}

TEST_ON_EACH_DATABASE("a message may be as large as the protocol allows", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);

    CHECK(app.post(std::string(kMessages), message_of_bytes(bob, 10 * 1024 * 1024), alice).status == 201);
    CHECK(send(app, alice, {bob}, attachments_json(20)).status == 201);
    for (const std::size_t key_bytes : {30, 300}) {
        app.get(std::string(kMessages), bob);
        const std::string recipients = fmt::format("[{}]", recipient_json(bob.address, key_bytes));
        CHECK(app.post(std::string(kMessages), fmt::format(R"({{"recipients":{},"body":"AQ"}})", recipients), alice)
                  .status == 201);
    }
}

TEST_ON_EACH_DATABASE("the status of the youngest relationship decides", "[messages]", database)
{
    TestApplication app(database, for_messages);
    struct Case
    {
        std::vector<RelationshipStatus> statuses;
        std::string outcome;
    };
    using enum RelationshipStatus;
    const std::string not_active = "400 validation.message.relationshipToRecipientNotActive";
    const std::vector<Case> cases{
        {{pending}, "201"},
        {{active}, "201"},
        {{terminated}, "201"},
        {{rejected}, not_active},
        {{revoked}, not_active},
        {{deletion_proposed}, not_active},
        {{ready_for_deletion}, not_active},
        {{rejected, revoked, active}, "201"},
        {{ready_for_deletion, pending}, "201"},
        {{ready_for_deletion, rejected}, not_active},
    };

    for (const auto& [statuses, outcome] : cases) {
        const Person alice = app.person();
        const Person bob = app.person();
        for (const RelationshipStatus status : statuses) {
            given_relationship(app, alice, bob, status);
            app.clock().advance(1s);
        }
        CAPTURE(name_of(statuses.back()));
        CHECK(outcome_of(send(app, alice, {bob})) == outcome);
        CHECK(outcome_of(send(app, bob, {alice})) == outcome);
    }
}

TEST_ON_EACH_DATABASE("the first recipient that cannot be written to is the reason", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person friendly = app.person();
    const Person full = app.person();
    const Person former = app.person();
    const Person stranger = app.person();
    given_relationship(app, alice, friendly);
    given_relationship(app, full, alice);
    given_relationship(app, alice, former, RelationshipStatus::rejected);
    for (int i = 0; i < 3; ++i) REQUIRE(send(app, alice, {full}).status == 201);
    const auto refused = [&](const std::vector<Person>& recipients) {
        const std::string code = send(app, alice, recipients).code();
        return code.substr(code.rfind('.') + 1);
    };

    CHECK(refused({friendly, full, former, stranger}) == "maxNumberOfUnreceivedMessagesReached");
    CHECK(refused({friendly, former, full}) == "relationshipToRecipientNotActive");
    CHECK(refused({stranger, former, full}) == "noRelationshipToRecipientExists");
    CHECK(refused({full, stranger}) == "maxNumberOfUnreceivedMessagesReached");
    CHECK(refused({friendly, full}) == "maxNumberOfUnreceivedMessagesReached");
    CHECK(refused({friendly, alice}) == "noRelationshipToRecipientExists");
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 3);
    CHECK(send(app, alice, {friendly}).status == 201);
}

TEST_ON_EACH_DATABASE("so many messages as are not received can be sent", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    given_relationship(app, alice, bob, RelationshipStatus::pending);
    given_relationship(app, carol, bob);
    const std::string limit = "400 validation.message.maxNumberOfUnreceivedMessagesReached";
    std::vector<std::string> ids;
    for (int i = 0; i < 3; ++i) ids.push_back(given_message(app, alice, {bob}));

    CHECK(outcome_of(send(app, alice, {bob})) == limit);
    CHECK(send(app, bob, {alice}).status == 201);
    CHECK(send(app, carol, {bob}).status == 201);

    get_message(app, alice, ids[0]);
    CHECK(outcome_of(send(app, alice, {bob})) == limit);
    get_message(app, bob, ids[0]);
    CHECK(send(app, alice, {bob}).status == 201);
    CHECK(outcome_of(send(app, alice, {bob})) == limit);
}

TEST_ON_EACH_DATABASE("unreceived messages of an earlier relationship count", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const auto first = given_relationship(app, alice, bob, RelationshipStatus::pending);
    for (int i = 0; i < 3; ++i) given_message(app, alice, {bob});
    change_relationship(app, first, RelationshipStatus::rejected, bob, alice.address);
    given_relationship(app, alice, bob, RelationshipStatus::pending);

    CHECK(outcome_of(send(app, alice, {bob})) == "400 validation.message.maxNumberOfUnreceivedMessagesReached");
}

TEST_ON_EACH_DATABASE("a message costs six statements and a transaction to send", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    database.statements.clear();

    REQUIRE(send(app, alice, {bob}, attachments_json(20)).status == 201);

    CHECK(database.statements.names() ==
          std::vector<std::string>{"begin", "messages.lock_living_relationships", "messages.insert",
                                   "messages.insert_recipients", "sync_states.take_external_event_index",
                                   "external_events.insert", "quotas.change_usage_within_quota", "commit"});
}
