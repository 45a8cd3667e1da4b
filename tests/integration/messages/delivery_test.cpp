#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/messages/given.hpp"
#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

/// The messages that a sync run tells of, in the order of their events; the run is finished.
std::vector<std::string> delivered_to(TestApplication& app, const Person& person)
{
    const Answer started = start(app, person);
    if (started.at("result.syncRun").is_null()) return {};
    const std::string run = started.text("result.syncRun.id");
    const Answer events = events_of(app, person, run);
    std::vector<std::string> messages;
    std::vector<std::string> results;
    for (const auto& event : events.at("result").get_array()) {
        results.push_back(fmt::format(R"({{"externalEventId":"{}"}})", event.at("id").as_string().c_str()));
        if (event.at("type").as_string() != "MessageReceived") continue;
        messages.emplace_back(event.at("payload").at("id").as_string());
    }
    REQUIRE(finalize_sync(app, person, run, fmt::format("[{}]", fmt::join(results, ","))).status == 200);
    return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_ON_EACH_DATABASE("recipients are told of a message at once", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const Person carol = syncing_person(app);
    given_relationship(app, alice, bob);
    given_relationship(app, carol, alice);

    const std::string message = given_message(app, alice, {carol, bob});

    CHECK(delivered_to(app, bob) == Messages{message});
    CHECK(delivered_to(app, carol) == Messages{message});
    CHECK(delivered_to(app, alice).empty());
    CHECK(delivered_to(app, bob).empty());
}

TEST_ON_EACH_DATABASE("messages of a relationship that is not active are delivered when it is", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const Person carol = syncing_person(app);
    const auto pending = given_relationship(app, alice, bob, RelationshipStatus::pending);
    const auto terminated = given_relationship(app, carol, bob, RelationshipStatus::terminated);
    const std::string first = given_message(app, alice, {bob});
    const std::string second = given_message(app, carol, {bob});
    const std::string third = given_message(app, bob, {alice});
    CHECK(delivered_to(app, bob).empty());
    CHECK(delivered_to(app, alice).empty());

    change_relationship(app, pending, RelationshipStatus::active, bob, alice.address);
    CHECK(delivered_to(app, bob) == Messages{first});
    CHECK(delivered_to(app, alice) == Messages{third});

    database.connect()->transaction([&](Transaction& tx) {
        tx.raise(relationships::RelationshipReactivationCompleted{terminated, RelationshipStatus::active, bob.address,
                                                                  carol.address});
    });
    CHECK(delivered_to(app, bob) == Messages{second});
}

TEST_ON_EACH_DATABASE("messages of a relationship that never became active are not delivered", "[messages]", database)
{
    TestApplication app(database, for_messages);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const auto relationship = given_relationship(app, alice, bob, RelationshipStatus::pending);
    const std::string message = given_message(app, alice, {bob});

    change_relationship(app, relationship, RelationshipStatus::revoked, alice, bob.address);

    CHECK(delivered_to(app, bob).empty());
    CHECK(get_message(app, bob, message).status == 200);
}
