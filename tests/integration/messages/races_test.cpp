#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/messages/given.hpp"
#include "support/at_once.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

constexpr int kClients = 16;

void for_many_messages(Configuration& configuration)
{
    auto& messages = configuration.modules.get<messages::MessagesOptions>();
    messages.max_recipients = 20;
    messages.max_unreceived_messages_from_one_sender = 20;
}

const Person& of(const std::vector<Person>& persons, int number)
{
    return persons[static_cast<std::size_t>(number)];
}

/// Each has a relationship with that person.
std::vector<Person> given_friends(TestApplication& app, const Person& person, int number)
{
    std::vector<Person> friends;
    for (int i = 0; i < number; ++i) {
        friends.push_back(app.person());
        given_relationship(app, friends.back(), person);
    }
    return friends;
}

}  // namespace

TEST_ON_EACH_DATABASE("of many messages to one recipient at once none is lost", "[messages][concurrency]", database)
{
    TestApplication app(database, for_many_messages);
    const Person bob = app.person();
    const auto friends = given_friends(app, bob, kClients);
    constexpr int kMessagesOfEach = 10;
    std::atomic<int> refused = 0;

    at_once(kClients, [&](int number) {
        for (int i = 0; i < kMessagesOfEach; ++i) {
            if (send(app, of(friends, number), {bob}).status != 201) ++refused;
        }
        return Answer{};
    });

    constexpr int kAll = kClients * kMessagesOfEach;
    CHECK(refused == 0);
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == kAll);
    CHECK(number_in(database, "SELECT COUNT(DISTINCT payload) FROM external_events") == kAll);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == kAll);
    CHECK(number_in(database, "SELECT MIN(event_index) FROM external_events") == 0);
    CHECK(number_in(database, "SELECT MAX(event_index) FROM external_events") == kAll - 1);
    CHECK(database.statements.repetitions() == 0);
}

TEST_ON_EACH_DATABASE("not one message more than allowed is unreceived", "[messages][concurrency]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);

    const auto answers = at_once(kClients, [&](int) { return send(app, alice, {bob}); });

    CHECK(count_of(answers, 201) == 3);
    CHECK(count_of(answers, "error.platform.validation.message.maxNumberOfUnreceivedMessagesReached") == kClients - 3);
    CHECK(number_in(database, "SELECT COUNT(*) FROM messages") == 3);
}

TEST_ON_EACH_DATABASE("messages to several recipients in any order wait for each other", "[messages][concurrency]",
                      database)
{
    TestApplication app(database, for_many_messages);
    const Person alice = app.person();
    const auto friends = given_friends(app, alice, 4);
    auto backwards = friends;
    std::ranges::reverse(backwards);

    const auto answers =
        at_once(kClients, [&](int number) { return send(app, alice, number % 2 == 0 ? friends : backwards); });

    CHECK(count_of(answers, 201) == kClients);
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == kClients * 4);
    CHECK(database.statements.repetitions() == 0);
}

TEST_ON_EACH_DATABASE("no message comes into a relationship that is over", "[messages][concurrency]", database)
{
    TestApplication app(database, for_many_messages);
    for (int round = 0; round < 10; ++round) {
        const Person alice = app.person();
        const Person bob = app.person();
        const auto relationship = given_relationship(app, alice, bob);

        const auto answers = at_once(5, [&](int number) {
            if (number < 4) return send(app, number % 2 == 0 ? alice : bob, {number % 2 == 0 ? bob : alice});
            change_relationship(app, relationship, RelationshipStatus::deletion_proposed, alice, bob.address);
            return Answer{};
        });

        const auto sent = count_of(answers, 201);
        CHECK(sent + count_of(answers, "error.platform.validation.message.relationshipToRecipientNotActive") == 4);
        CHECK(ids_in(list_messages(app, alice)).empty());
        CHECK(ids_in(list_messages(app, bob)).size() == static_cast<std::size_t>(sent));
    }
}

TEST_ON_EACH_DATABASE("all devices agree on which of them got a message first", "[messages][concurrency]", database)
{
    TestApplication app(database, for_many_messages);
    const Person alice = app.person();
    const Person bob = app.person();
    given_relationship(app, alice, bob);
    std::vector<Person> devices;
    for (int i = 0; i < kClients; ++i) devices.push_back(app.device_of(bob));
    for (int i = 0; i < 20; ++i) given_message(app, alice, {bob});

    const auto answers = at_once(kClients, [&](int number) { return list_messages(app, of(devices, number)); });

    const std::string truth = list_messages(app, bob).body;
    for (const Answer& answer : answers) CHECK(answer.body == truth);
}

TEST_ON_EACH_DATABASE("relationships to all recipients that end at once hide the message", "[messages][concurrency]",
                      database)
{
    TestApplication app(database, for_many_messages);
    for (int round = 0; round < 10; ++round) {
        const Person alice = app.person();
        std::vector<Person> friends;
        std::vector<RelationshipId> relationships;
        for (int i = 0; i < 4; ++i) {
            friends.push_back(app.person());
            relationships.push_back(given_relationship(app, alice, friends.back()));
        }
        const std::string message = given_message(app, alice, friends);
        const auto end_all = [&](const auto& end) {
            at_once(4, [&](int number) {
                end(relationships[static_cast<std::size_t>(number)], of(friends, number));
                return Answer{};
            });
        };

        end_all([&](const RelationshipId& relationship, const Person& peer) {
            change_relationship(app, relationship, RelationshipStatus::deletion_proposed, alice, peer.address);
        });
        CHECK(get_message(app, alice, message).status == 404);
        end_all([&](const RelationshipId& relationship, const Person& peer) {
            change_relationship(app, relationship, RelationshipStatus::ready_for_deletion, peer, alice.address);
        });
        CHECK(number_in(database, fmt::format("SELECT COUNT(*) FROM messages WHERE created_by = '{}'",
                                              alice.address.text())) == 0);
    }
}
