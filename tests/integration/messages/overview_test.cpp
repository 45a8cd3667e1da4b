#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "integration/messages/given.hpp"
#include "support/plan.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

Answer overview(TestApplication& app, const Person& participant, std::string_view type, std::string_view query = "")
{
    return app.admin().get(
        fmt::format("/api/v1/Messages?participant={}&type={}{}", participant.address.text(), type, query));
}

std::vector<std::string> messages_in(const Answer& answer)
{
    INFO(answer.body);
    REQUIRE(answer.at("result").is_array());
    std::vector<std::string> ids;
    for (const auto& message : answer.at("result").get_array()) ids.emplace_back(message.at("messageId").as_string());
    return ids;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_ON_EACH_DATABASE("an operator sees what an identity sent and received, without the contents", "[messages][admin]",
                      database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const auto with_bob = given_relationship(app, alice, bob);
    const auto with_carol = given_relationship(app, alice, carol);
    const std::string both =
        send(app, alice, {bob, carol},
             R"("body":"AQIDBA","attachments":[{"id":"FILAAAAAAAAAAAAAAAAA"},{"id":"FILBBBBBBBBBBBBBBBBB"}])")
            .text("result.id");
    app.clock().advance(std::chrono::seconds(1));
    REQUIRE(get_message(app, bob, both).status == 200);
    const std::string answer = given_message(app, bob, {alice});

    const Answer outgoing = overview(app, alice, "Outgoing");

    CHECK(
        outgoing.at("result") ==
        boost::json::parse(fmt::format(
            R"([{{"messageId":"{0}","senderAddress":"{1}","senderDevice":"{2}","sendDate":"2026-01-01T00:00:00.000Z",)"
            R"("numberOfAttachments":2,"recipients":[)"
            R"({{"id":0,"messageId":"{0}","relationshipId":"{3}","address":"{4}","receivedAt":"2026-01-01T00:00:01.000Z"}},)"
            R"({{"id":1,"messageId":"{0}","relationshipId":"{5}","address":"{6}","receivedAt":null}}]}}])",
            both, alice.address.text(), alice.device.text(), with_bob.text(), bob.address.text(), with_carol.text(),
            carol.address.text())));
    CHECK(overview(app, carol, "Incoming").at("result") == outgoing.at("result"));
    CHECK(messages_in(overview(app, alice, "Incoming")) == Messages{answer});
    CHECK(overview(app, alice, "Incoming").at("result.0.numberOfAttachments") == 0);
    CHECK(messages_in(overview(app, carol, "Outgoing")).empty());
    CHECK(number_in(database, "SELECT COUNT(*) FROM message_recipients WHERE received_at IS NULL") == 2);
}

TEST_ON_EACH_DATABASE("an operator also sees messages that their participants do not see any more", "[messages][admin]",
                      database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    const auto with_bob = given_relationship(app, alice, bob);
    given_relationship(app, alice, carol);
    const std::string to_bob = given_message(app, alice, {bob});
    const std::string from_bob = given_message(app, bob, {alice});
    const std::string to_carol = given_message(app, alice, {carol});
    change_relationship(app, with_bob, RelationshipStatus::deletion_proposed, alice, bob.address);
    REQUIRE(ids_in(list_messages(app, alice)) == Messages{to_carol});

    CHECK(messages_in(overview(app, alice, "Outgoing")) == Messages{to_bob, to_carol});
    CHECK(messages_in(overview(app, alice, "Incoming")) == Messages{from_bob});

    change_relationship(app, with_bob, RelationshipStatus::ready_for_deletion, bob, alice.address);
    CHECK(messages_in(overview(app, alice, "Outgoing")) == Messages{to_carol});
    CHECK(messages_in(overview(app, bob, "Incoming")).empty());
    const Answer anonymous = app.admin().get(fmt::format("/api/v1/Messages?type=Incoming&participant={}",
                                                         IdentityAddress::of_deleted_identity("localhost").text()));
    CHECK(messages_in(anonymous) == Messages{to_bob, from_bob});
}

TEST_ON_EACH_DATABASE("a message to several deleted identities is shown once", "[messages][admin]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    const Person carol = app.person();
    given_relationship(app, alice, bob);
    given_relationship(app, alice, carol);
    const std::string both = given_message(app, alice, {bob, carol});
    const auto anonymous = IdentityAddress::of_deleted_identity("localhost");
    change_rows(database, fmt::format("UPDATE message_recipients SET address = '{}', is_decomposed_by_recipient = 1",
                                      anonymous.text()));

    const Answer answer =
        app.admin().get(fmt::format("/api/v1/Messages?type=Incoming&pageSize=1&participant={}", anonymous.text()));

    CHECK(messages_in(answer) == Messages{both});
    CHECK(answer.at("pagination").is_null());
    CHECK(answer.at("result.0.recipients").as_array().size() == 2);
}

TEST_ON_EACH_DATABASE("an operator sees messages page by page, oldest first, whether their participants do or not",
                      "[messages][admin]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    Messages sent;
    for (int i = 0; i < 3; ++i) sent.push_back(given_message(app, alice, {bob}));
    change_rows(database, fmt::format("UPDATE messages SET kept_by_sender = 0 WHERE id = '{}'", sent[1]));
    change_rows(
        database,
        fmt::format("UPDATE message_recipients SET is_decomposed_by_recipient = 1 WHERE message_id = '{}'", sent[0]));

    for (const auto& [participant, type] : {std::pair{alice, "Outgoing"}, std::pair{bob, "Incoming"}}) {
        const Answer first = overview(app, participant, type, "&PageSize=2");
        CHECK(messages_in(first) == Messages{sent[0], sent[1]});
        CHECK(first.at("pagination") ==
              boost::json::parse(R"({"pageNumber":1,"pageSize":2,"totalPages":2,"totalRecords":3})"));
        CHECK(messages_in(overview(app, participant, type, "&PageSize=2&PageNumber=2")) == Messages{sent[2]});
        CHECK(messages_in(overview(app, participant, type, "&PageSize=2&PageNumber=3")).empty());
    }
}

TEST_ON_EACH_DATABASE("what can be wrong with an operator's list of messages", "[messages][admin]", database)
{
    TestApplication app(database);
    const auto [query, outcome] = GENERATE(table<std::string, std::string>({
        {"participant=nobody&type=Incoming", "200"},
        {"PARTICIPANT=nobody&TYPE=Outgoing&pagesize=1", "200"},
        {"participant=x&type=incoming", "400 validation.invalidPropertyValue"},
        {"participant=x&type=Both", "400 validation.invalidPropertyValue"},
        {"participant=x&type=0", "400 validation.invalidPropertyValue"},
        {"participant=x&type=", "400 inputCannotBeParsed"},
        {"participant=x", "400 inputCannotBeParsed"},
        {"type=Incoming", "400 inputCannotBeParsed"},
        {"participant=&type=Incoming", "400 inputCannotBeParsed"},
        {"participant=x&type=x&PageSize=201", "400 validation.pagination.invalidPageSize"},
        {"participant=x&PageSize=201", "400 inputCannotBeParsed"},
        {"participant=x&type=Incoming&PageSize=x", "400 inputCannotBeParsed"},
        {"participant=x&type=Incoming&PageSize=0", "400 validation.invalidPropertyValue"},
        {"participant=x&type=Incoming&PageNumber=0", "400 validation.invalidPropertyValue"},
    }));
    INFO(query);
    CHECK(outcome_of(app.admin().get("/api/v1/Messages?" + query)) == outcome);
    CHECK(app.admin().send_bare("GET", "/api/v1/Messages?" + query, "", {}).status == 401);
}

TEST_CASE("an operator's list of messages is read in the order of indexes", "[messages][sqlite]")
{
    const auto database = sqlite_database();
    const auto outgoing = plan_of(*database, "messages.select_outgoing_overviews");
    CHECK(mentions(outgoing, "INDEX sent_messages (created_by=?)"));
    CHECK(mentions(outgoing, "INDEX sent_messages_not_kept (created_by=?)"));
    const auto incoming = plan_of(*database, "messages.select_incoming_overviews");
    CHECK(mentions(incoming, "INDEX received_messages (address=?)"));
    CHECK(mentions(incoming, "INDEX received_messages_not_kept (address=?)"));
    for (const auto& plan : {outgoing, incoming}) {
        CHECK_FALSE(mentions(plan, "SCAN m"));
        CHECK_FALSE(mentions(plan, "SCAN r"));
    }
}
