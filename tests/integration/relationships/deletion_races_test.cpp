#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/relationships/given.hpp"
#include "relationships/src/identity_deletion.hpp"
#include "support/at_once.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr int kPeers = 6;

/// What the job does with the relationships of an identity, without the hashes that come before.
void decompose_all(TestApplication& app, const Person& person)
{
    const auto connection = app.database().connect();
    while (connection->transaction([&](Transaction& tx) {
        return relationships::decompose_relationships(tx, person.address, app.application().installation());
    })) {
    }
}

/// Until its peer is gone; then it is given up.
Answer change_again_and_again(TestApplication& app, const Person& person, const std::string& id)
{
    const auto acts = [&](std::string_view action) {
        // As when instances of the program have clocks that differ.
        app.clock().advance(1ms);
        const int status = act(app, person, id, action).status;
        app.clock().advance(-1ms);
        return status == 200;
    };
    acts("Accept");
    acts("Terminate");
    for (int round = 0; round < 200; ++round) {
        if (!acts("Reactivate") || !acts("Reactivate/Revoke")) break;
    }
    return act(app, person, id, "Decompose");
}

}  // namespace

TEST_ON_EACH_DATABASE("an identity goes while its peers change their relationships with it",
                      "[relationships][concurrency]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    std::vector<Person> peers;
    std::vector<std::string> ids;
    for (int i = 0; i < kPeers; ++i) {
        const Person& peer = peers.emplace_back(syncing_person(app));
        ids.push_back(i % 2 == 0 ? given_relationship(app, alice, peer)
                                 : given_relationship(app, peer, alice, {"to Accept"}));
    }

    const auto answers = at_once(kPeers + 1, [&](int number) {
        const auto peer = static_cast<std::size_t>(number);
        if (number < kPeers) return change_again_and_again(app, peers[peer], ids[peer]);
        decompose_all(app, alice);
        return Answer{};
    });

    CHECK(answers.back().body.empty());
    CHECK(count_of(answers, 200) == kPeers);
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM relationships r WHERE status = 70 AND from_has_decomposed = 1 "
                    "AND to_has_decomposed = 1 AND revision = (SELECT COUNT(*) FROM "
                    "relationship_audit_log l WHERE l.relationship_id = r.id)") == kPeers);
    CHECK(number_in(database, "SELECT COUNT(*) FROM relationship_audit_log WHERE reason = 10") == kPeers);
    CHECK(number_in(database,
                    "SELECT COUNT(*) FROM relationship_audit_log earlier JOIN relationship_audit_log later "
                    "ON later.relationship_id = earlier.relationship_id AND later.number = earlier.number "
                    "+ 1 WHERE later.created_at < earlier.created_at") == 0);
    CHECK(database.statements.repetitions() == 0);
}

TEST_CASE("a deletion that waited for a change of the peer has the later entry (PostgreSQL)",
          "[relationships][concurrency][postgresql]")
{
    run_on(postgresql_database(), [](TestDatabase& database) {
        TestApplication app(database);
        const Person alice = app.person();
        const Person bob = app.person();
        const std::string id = given_relationship(app, alice, bob);
        const auto is_anybody_waiting = [&] {
            return number_in(database,
                             "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                             "wait_event_type = 'Lock'") > 0;
        };
        std::jthread deleting;
        bool has_met = false;
        database.events.on<relationships::RelationshipStatusChanged>(
            [&](const relationships::RelationshipStatusChanged& event, Transaction&) {
                if (event.is_due_to_identity_deletion) return;
                app.clock().advance(-1min);
                deleting = std::jthread([&] { decompose_all(app, alice); });
                has_met = eventually(is_anybody_waiting);
            });
        app.clock().advance(1min);

        REQUIRE(act(app, bob, id, "Accept").status == 200);

        deleting.join();
        CHECK(has_met);
        const Answer read = app.get(relationship_path(id), bob);
        CHECK(read.text("result.auditLog.2.reason") == "DecompositionDueToIdentityDeletion");
        CHECK(read.text("result.auditLog.2.createdAt") == "2026-01-01T00:01:00.000Z");
    });
}
