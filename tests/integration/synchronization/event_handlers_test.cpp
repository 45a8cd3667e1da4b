#include <string>
#include <vector>

#include <catch2/catch.hpp>
#include <files/events.hpp>
#include <messages/events.hpp>
#include <relationships/events.hpp>
#include <synchronization/events.hpp>

#include "integration/synchronization/given.hpp"
#include "support/forget.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

using News = std::vector<std::string>;

const auto kRelationship = relationships::RelationshipId::parse("RELaaaaaaaaaaaaaaaaa").value();
const auto kTemplate = relationships::RelationshipTemplateId::parse("RLTaaaaaaaaaaaaaaaaa").value();
const auto kFile = files::FileId::parse("FILaaaaaaaaaaaaaaaaa").value();
const auto kMessage = messages::MessageId::parse("MSGaaaaaaaaaaaaaaaaa").value();

constexpr std::string_view kAboutRelationship = R"({"relationshipId":"RELaaaaaaaaaaaaaaaaa"})";

/// All that can happen to an identity, together with another one.
void raise_everything(TestApplication& app, const IdentityAddress& told, const IdentityAddress& other)
{
    using relationships::RelationshipStatus;
    raise(app, tokens::TokenLocked{{}, told});
    raise(app, files::FileOwnershipLocked{kFile, told});
    raise(app, files::FileOwnershipClaimed{kFile, told, other});
    raise(app, messages::MessageCreated{kMessage, other, {{told, kRelationship, RelationshipStatus::active}}});
    raise(app, relationships::RelationshipTemplateAllocationsExhausted{kTemplate, told});
    raise(app, relationships::RelationshipStatusChanged{kRelationship, RelationshipStatus::active, other, told});
    raise(app, relationships::RelationshipReactivationRequested{kRelationship, told});
    raise(app,
          relationships::RelationshipReactivationCompleted{kRelationship, RelationshipStatus::active, other, told});
    raise(app, relationships::PeerToBeDeleted{kRelationship, told, app.clock().now()});
    raise(app, relationships::PeerDeletionCancelled{kRelationship, told});
    raise(app, relationships::PeerDeleted{kRelationship, told});
    raise(app, relationships::PeerFeatureFlagsChanged{other, told});
}
constexpr std::int64_t kNumberOfEverything = 12;

}  // namespace

TEST_ON_EACH_DATABASE("an identity is told what others did with its files", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);

    raise(app, files::FileOwnershipLocked{kFile, alice.address});
    raise(app, files::FileOwnershipClaimed{kFile, alice.address, bob.address});

    CHECK(news_of(app, alice) ==
          News{R"(0 FileOwnershipLocked {"fileId":"FILaaaaaaaaaaaaaaaaa"})",
               fmt::format(R"(1 FileOwnershipClaimed {{"fileId":"FILaaaaaaaaaaaaaaaaa","newOwnerAddress":"{}"}})",
                           bob.address.text())});
    CHECK(news_of(app, bob).empty());
}

TEST_ON_EACH_DATABASE("an identity is told that its template is exhausted", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);

    raise(app, relationships::RelationshipTemplateAllocationsExhausted{kTemplate, alice.address});

    CHECK(news_of(app, alice) ==
          News{R"(0 RelationshipTemplateAllocationsExhausted {"relationshipTemplateId":"RLTaaaaaaaaaaaaaaaaa"})"});
}

TEST_ON_EACH_DATABASE("the peer is told of each change of a relationship but the last", "[synchronization]", database)
{
    using relationships::RelationshipStatus;
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);

    for (const RelationshipStatus status :
         {RelationshipStatus::pending, RelationshipStatus::active, RelationshipStatus::rejected,
          RelationshipStatus::revoked, RelationshipStatus::terminated, RelationshipStatus::deletion_proposed}) {
        INFO(name_of(status));
        raise(app, relationships::RelationshipStatusChanged{kRelationship, status, alice.address, bob.address});
        const News news = news_of(app, bob);
        REQUIRE(news.size() == 1);
        CHECK_THAT(news.front(), Catch::EndsWith(fmt::format(" RelationshipStatusChanged {}", kAboutRelationship)));
    }
    raise(app, relationships::RelationshipStatusChanged{kRelationship, RelationshipStatus::ready_for_deletion,
                                                        alice.address, bob.address});

    CHECK(news_of(app, bob).empty());
    CHECK(news_of(app, alice).empty());
}

TEST_ON_EACH_DATABASE("the peer is told of a reactivation, however it ends", "[synchronization]", database)
{
    using relationships::RelationshipReactivationCompleted;
    using relationships::RelationshipStatus;
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);

    raise(app, relationships::RelationshipReactivationRequested{kRelationship, bob.address});
    for (const RelationshipStatus status : {RelationshipStatus::terminated, RelationshipStatus::active}) {
        raise(app, RelationshipReactivationCompleted{kRelationship, status, alice.address, bob.address});
    }

    CHECK(news_of(app, bob) == News{fmt::format("0 RelationshipReactivationRequested {}", kAboutRelationship),
                                    fmt::format("1 RelationshipReactivationCompleted {}", kAboutRelationship),
                                    fmt::format("2 RelationshipReactivationCompleted {}", kAboutRelationship)});
    CHECK(news_of(app, alice).empty());
}

TEST_ON_EACH_DATABASE("the peer is told of the deletion, to the microsecond", "[synchronization]", database)
{
    TestApplication app(database);
    const Person bob = syncing_person(app);

    raise(app, relationships::PeerToBeDeleted{kRelationship, bob.address, app.clock().now() + 14 * 24h});
    raise(app, relationships::PeerDeletionCancelled{kRelationship, bob.address});
    app.clock().advance(1s + 20'034us);
    raise(app, relationships::PeerDeleted{kRelationship, bob.address});

    CHECK(
        news_of(app, bob) ==
        News{
            R"(0 PeerToBeDeleted {"relationshipId":"RELaaaaaaaaaaaaaaaaa","deletionDate":"2026-01-15T00:00:00.000000Z"})",
            fmt::format("1 PeerDeletionCancelled {}", kAboutRelationship),
            R"(2 PeerDeleted {"relationshipId":"RELaaaaaaaaaaaaaaaaa","deletionDate":"2026-01-01T00:00:01.020034Z"})"});
}

TEST_ON_EACH_DATABASE("an identity is told whose feature flags have changed", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);

    raise(app, relationships::PeerFeatureFlagsChanged{alice.address, bob.address});

    CHECK(news_of(app, bob) ==
          News{fmt::format(R"(0 PeerFeatureFlagsChanged {{"peerAddress":"{}"}})", alice.address.text())});
    CHECK(news_of(app, alice).empty());
}

TEST_ON_EACH_DATABASE("an identity that is to be deleted is told everything when it stays", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    change_rows(database, "UPDATE identities SET status = 1");
    raise_everything(app, alice.address, app.person().address);
    change_rows(database, "UPDATE identities SET status = 0");

    CHECK(news_of(app, alice).size() == kNumberOfEverything);
}

TEST_ON_EACH_DATABASE("an identity whose data is being deleted is told nothing", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    const Person bob = syncing_person(app);
    forget(app, "ExternalEvents", alice);

    raise_everything(app, alice.address, bob.address);

    CHECK(number_in(database, "SELECT COUNT(*) FROM external_events") == 0);
    // What it does itself is still told to others.
    raise_everything(app, bob.address, alice.address);
    CHECK(news_of(app, bob).size() == kNumberOfEverything);
}

TEST_ON_EACH_DATABASE("what did not happen in the end is told to nobody", "[synchronization]", database)
{
    TestApplication app(database);
    const Person bob = syncing_person(app);
    const auto regretted = [&](Transaction& tx) {
        tx.raise(relationships::PeerDeleted{kRelationship, bob.address});
        throw std::domain_error("no");
    };

    CHECK_THROWS_AS(database.connect()->transaction(regretted), std::domain_error);

    CHECK(news_of(app, bob).empty());
    lock_token(app, bob);
    CHECK_THAT(news_of(app, bob).front(), Catch::StartsWith("0 "));
}

TEST_ON_EACH_DATABASE("other modules learn of each external event, and whether it is blocked", "[synchronization]",
                      database)
{
    using relationships::RelationshipStatus;
    TestApplication app(database);
    News learned;
    database.events.on<synchronization::ExternalEventCreated>([&](const auto& event, Transaction&) {
        learned.push_back(fmt::format("{} {} {}", event.event.text(), event.owner.text(),
                                      event.is_delivery_blocked ? "blocked" : ""));
    });
    const Person bob = syncing_person(app);

    raise(app, relationships::PeerDeleted{kRelationship, bob.address});
    raise(app, messages::MessageCreated{
                   kMessage, app.person().address, {{bob.address, kRelationship, RelationshipStatus::terminated}}});

    const auto ids = texts_in(database, "SELECT id FROM external_events ORDER BY event_index");
    REQUIRE(ids.size() == 2);
    CHECK(learned == News{fmt::format("{} {} ", ids[0], bob.address.text()),
                          fmt::format("{} {} blocked", ids[1], bob.address.text())});
}

TEST_ON_EACH_DATABASE("other modules learn once of modifications that were appended", "[synchronization]", database)
{
    TestApplication app(database);
    News learned;
    database.events.on<synchronization::DatawalletModified>([&](const auto& event, Transaction&) {
        learned.push_back(fmt::format("{} {}", event.owner.text(), event.modified_by_device.text()));
    });
    const Person alice = syncing_person(app);
    CHECK(learned.empty());
    const std::string by_alice = fmt::format("{} {}", alice.address.text(), alice.device.text());

    REQUIRE(push(app, alice, 0, {{}, {}, {}}).status == 201);
    CHECK(learned == News{by_alice});
    CHECK(push(app, alice, 0, {{}}).status == 400);
    CHECK(learned.size() == 1);

    REQUIRE(finalize_upgrade(app, alice, given_run(app, alice, kUpgrade), 1, {{}, {}}).status == 200);
    CHECK(learned == News(2, by_alice));
    lock_token(app, alice);
    const std::string run = given_run(app, alice);
    REQUIRE(finalize_sync(app, alice, run).status == 200);
    CHECK(learned.size() == 2);
    REQUIRE(finalize_sync(app, alice, given_run(app, alice), "[]", {{}}).status == 200);
    CHECK(learned == News(3, by_alice));
}
