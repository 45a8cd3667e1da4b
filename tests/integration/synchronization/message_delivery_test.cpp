#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <messages/events.hpp>
#include <relationships/events.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

using relationships::RelationshipStatus;
using News = std::vector<std::string>;

/// Two identities, and what happens between them.
class Relationship
{
  public:
    explicit Relationship(TestApplication& app)
        : app_(app), id_(relationships::RelationshipId::generate(app.database().random))
    {}

    /// Answers what the recipient will be told of it, without the index.
    std::string send(const Person& from, const Person& to, RelationshipStatus status = RelationshipStatus::active)
    {
        const auto message = messages::MessageId::generate(app_.database().random);
        raise(app_, messages::MessageCreated{message, from.address, {{to.address, id_, status}}});
        return fmt::format(R"(MessageReceived {{"id":"{}"}})", message.text());
    }

    /// Answers what the peer will be told of it, without the index.
    std::string change(const Person& initiator, const Person& peer, RelationshipStatus status)
    {
        raise(app_, relationships::RelationshipStatusChanged{id_, status, initiator.address, peer.address});
        return fmt::format(R"(RelationshipStatusChanged {{"relationshipId":"{}"}})", id_.text());
    }

    std::string complete_reactivation(const Person& initiator, const Person& peer, RelationshipStatus status)
    {
        raise(app_, relationships::RelationshipReactivationCompleted{id_, status, initiator.address, peer.address});
        return fmt::format(R"(RelationshipReactivationCompleted {{"relationshipId":"{}"}})", id_.text());
    }

    const relationships::RelationshipId& id() const { return id_; }

  private:
    TestApplication& app_;
    relationships::RelationshipId id_;
};

}  // namespace

TEST_ON_EACH_DATABASE("each recipient of a message is told of it, and nobody else", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const Person carol = syncing_person(app);
    const auto message = messages::MessageId::parse("MSGaaaaaaaaaaaaaaaaa").value();
    database.statements.clear();

    raise(app, messages::MessageCreated{message,
                                        alice.address,
                                        {{carol.address, Relationship(app).id(), RelationshipStatus::active},
                                         {bob.address, Relationship(app).id(), RelationshipStatus::active}}});

    CHECK(database.statements.names() == News{"begin", "sync_states.take_external_event_index",
                                              "external_events.insert", "sync_states.take_external_event_index",
                                              "external_events.insert", "commit"});
    CHECK(news_of(app, bob) == News{R"(0 MessageReceived {"id":"MSGaaaaaaaaaaaaaaaaa"})"});
    CHECK(news_of(app, carol) == News{R"(0 MessageReceived {"id":"MSGaaaaaaaaaaaaaaaaa"})"});
    CHECK(news_of(app, alice).empty());
}

TEST_ON_EACH_DATABASE("a message is held back while its relationship is pending or terminated", "[synchronization]",
                      database)
{
    const auto [status, is_told] = GENERATE(table<RelationshipStatus, bool>({
        {RelationshipStatus::pending, false},
        {RelationshipStatus::active, true},
        {RelationshipStatus::terminated, false},
        {RelationshipStatus::deletion_proposed, true},
    }));
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    INFO(name_of(status));

    Relationship(app).send(alice, bob, status);

    CHECK(news_of(app, bob).size() == (is_told ? 1 : 0));
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == 1);
}

TEST_ON_EACH_DATABASE("a message that is held back is not new when a run ends", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    lock_token(app, bob);
    const std::string run = given_run(app, bob);
    const Answer events = events_of(app, bob, run);
    Relationship(app).send(alice, bob, RelationshipStatus::pending);

    CHECK_FALSE(
        finalize_sync(app, bob, run, results_for(events)).at("result.newUnsyncedExternalEventsExist").as_bool());
    database.statements.clear();
    CHECK(start(app, bob).text("result.status") == "NoNewEvents");
    CHECK(database.statements.names() == News{"sync_runs.find_start_conditions"});
}

TEST_ON_EACH_DATABASE("an acceptance delivers what both sides were sent before", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    Relationship other(app);
    other.send(alice, bob, RelationshipStatus::pending);
    Relationship relationship(app);
    const auto request = relationship.change(alice, bob, RelationshipStatus::pending);
    const auto to_bob = relationship.send(alice, bob, RelationshipStatus::pending);
    const auto to_alice = relationship.send(bob, alice, RelationshipStatus::pending);
    CHECK(news_of(app, bob) == News{"1 " + request});
    database.statements.clear();

    const auto acceptance = relationship.change(bob, alice, RelationshipStatus::active);

    CHECK(database.statements.names() == News{"begin", "sync_states.lock_all", "sync_states.take_external_event_index",
                                              "external_events.insert", "external_events.unblock", "commit"});
    CHECK(news_of(app, bob) == News{"2 " + to_bob});
    CHECK(news_of(app, alice) == News{"0 " + to_alice, "1 " + acceptance});
}

TEST_ON_EACH_DATABASE("what was sent before a rejection or a revocation is never delivered", "[synchronization]",
                      database)
{
    const auto status = GENERATE(RelationshipStatus::rejected, RelationshipStatus::revoked);
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    Relationship relationship(app);
    const auto request = relationship.change(alice, bob, RelationshipStatus::pending);
    relationship.send(bob, alice, RelationshipStatus::pending);
    relationship.send(alice, bob, RelationshipStatus::pending);
    // A message of another relationship, and one that had been delivered, stay.
    const auto of_another = Relationship(app).send(alice, bob, RelationshipStatus::active);
    const auto delivered = relationship.send(alice, bob, RelationshipStatus::active);

    const auto end = relationship.change(bob, alice, status);

    CHECK(news_of(app, bob) == News{"0 " + request, "2 " + of_another, "3 " + delivered});
    CHECK(news_of(app, alice) == News{"1 " + end});
    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events WHERE is_delivery_blocked = 1") == 0);
}

TEST_ON_EACH_DATABASE("the next event takes the index of a message that was never delivered", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    const auto next_of = [&](const Person& person) {
        lock_token(app, person);
        return news_of(app, person).back().substr(0, 2);
    };
    CHECK(next_of(bob) == "0 ");
    Relationship relationship(app);
    relationship.send(bob, alice, RelationshipStatus::pending);
    relationship.send(alice, bob, RelationshipStatus::pending);
    relationship.send(alice, bob, RelationshipStatus::pending);

    relationship.change(bob, alice, RelationshipStatus::rejected);

    CHECK(next_of(bob) == "1 ");
    // Alice was told of the rejection before her message went.
    CHECK(next_of(alice) == "2 ");

    relationship.send(alice, bob);
    relationship.send(bob, alice);
    relationship.change(bob, alice, RelationshipStatus::deletion_proposed);
    CHECK(next_of(bob) == "2 ");
    CHECK(next_of(alice) == "5 ");
}

TEST_ON_EACH_DATABASE("a decomposition takes back what its initiator has not fetched", "[synchronization]", database)
{
    const auto status = GENERATE(RelationshipStatus::deletion_proposed, RelationshipStatus::ready_for_deletion);
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    Relationship relationship(app);
    // One that failed, one in the run that is open, a fresh one, one that is held back.
    relationship.send(alice, bob);
    REQUIRE(finalize_sync(app, bob, given_run(app, bob)).status == 200);
    change_rows(database, "UPDATE external_events SET sync_error_count = 3");
    const auto in_run = relationship.send(alice, bob);
    const std::string run = given_run(app, bob);
    relationship.send(alice, bob);
    relationship.send(alice, bob, RelationshipStatus::terminated);
    const auto of_another = Relationship(app).send(alice, bob);
    const auto of_peer = relationship.send(bob, alice);

    const auto end = relationship.change(bob, alice, status);

    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events WHERE relationship_id IS NOT NULL") == 3);
    CHECK(events_of(app, bob, run).at("result").as_array().size() == 1);
    REQUIRE(finalize_sync(app, bob, run).status == 200);
    CHECK(news_of(app, bob) == News{"1 " + in_run, "4 " + of_another});
    News of_alice{"0 " + of_peer};
    if (status == RelationshipStatus::deletion_proposed) of_alice.push_back("1 " + end);
    CHECK(news_of(app, alice) == of_alice);
}

TEST_ON_EACH_DATABASE("a termination holds back what is sent after it, not what was sent before", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    Relationship relationship(app);
    const auto before = relationship.send(alice, bob);
    database.statements.clear();

    const auto termination = relationship.change(alice, bob, RelationshipStatus::terminated);

    CHECK(database.statements.names() ==
          News{"begin", "sync_states.take_external_event_index", "external_events.insert", "commit"});
    relationship.send(alice, bob, RelationshipStatus::terminated);
    CHECK(news_of(app, bob) == News{"0 " + before, "1 " + termination});
}

TEST_ON_EACH_DATABASE("only a reactivation that was accepted delivers what was held back", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    Relationship relationship(app);
    const auto to_bob = relationship.send(alice, bob, RelationshipStatus::terminated);
    const auto to_alice = relationship.send(bob, alice, RelationshipStatus::terminated);

    const auto refusal = relationship.complete_reactivation(alice, bob, RelationshipStatus::terminated);
    CHECK(news_of(app, bob) == News{"1 " + refusal});
    CHECK(news_of(app, alice).empty());

    database.statements.clear();
    const auto acceptance = relationship.complete_reactivation(alice, bob, RelationshipStatus::active);
    CHECK(database.statements.names() == News{"begin", "sync_states.lock_all", "sync_states.take_external_event_index",
                                              "external_events.insert", "external_events.unblock", "commit"});
    CHECK(news_of(app, bob) == News{"0 " + to_bob, "2 " + acceptance});
    CHECK(news_of(app, alice) == News{"0 " + to_alice});
}

TEST_ON_EACH_DATABASE("a message is freed as it was, with its index and time", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    Relationship relationship(app);
    relationship.send(alice, bob, RelationshipStatus::pending);
    app.clock().advance(1min);

    relationship.change(alice, bob, RelationshipStatus::active);

    const Answer events = events_of(app, bob, given_run(app, bob));
    CHECK(events.at("result.0.index").as_int64() == 0);
    CHECK(events.text("result.0.createdAt") == "2026-01-01T00:00:00.000Z");
    CHECK(events.text("result.1.createdAt") == "2026-01-01T00:01:00.000Z");
    CHECK(events.at("result.0.syncErrorCount").as_int64() == 0);
}
