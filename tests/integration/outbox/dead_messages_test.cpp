#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include <backbone/database.hpp>

#include "outbox/dead_messages.hpp"
#include "support/rows.hpp"

using namespace backbone;
using backbone::testing::TestDatabase;

namespace {

/// Leaves these messages, of which those with a capital letter are dead.
void leave_messages(TestDatabase& database, const std::vector<std::string>& payloads)
{
    const auto connection = database.connect();
    for (const std::string& payload : payloads) {
        connection->transaction([&](Transaction& tx) { tx.enqueue({"push", payload}); });
        database.clock.advance(std::chrono::seconds(1));
    }
    testing::change_rows(database,
                         "UPDATE outbox SET state = 1, attempts = 10, last_error = 'no answer' "
                         "WHERE payload IN ('A', 'B', 'C')");
}

std::vector<std::string> payloads_of(const std::vector<outbox::DeadMessage>& messages)
{
    std::vector<std::string> payloads;
    for (const auto& message : messages) payloads.push_back(message.payload);
    return payloads;
}

std::vector<std::string> waiting(TestDatabase& database)
{
    return testing::texts_in(database, "SELECT payload FROM outbox WHERE state = 0 ORDER BY payload");
}

}  // namespace

TEST_ON_EACH_DATABASE("messages that were given up are counted and shown, the oldest first", "[outbox]", database)
{
    leave_messages(database, {"B", "x", "A", "C"});
    const auto connection = database.connect();
    Queries& queries = connection->queries();

    const auto [waiting, dead] = outbox::count(queries);
    CHECK(waiting == 1);
    CHECK(dead == 3);
    CHECK(payloads_of(outbox::select_dead(queries, 2)) == std::vector<std::string>{"B", "A"});

    const auto messages = outbox::select_dead(queries, 100);
    REQUIRE(messages.size() == 3);
    CHECK(messages.front().topic == "push");
    CHECK(messages.front().attempts == 10);
    CHECK(messages.front().last_error == "no answer");
}

TEST_ON_EACH_DATABASE("a message that was given up is delivered again when an operator wants it", "[outbox]", database)
{
    leave_messages(database, {"A", "B", "C", "x"});
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    const auto first = outbox::select_dead(queries, 1).front();

    CHECK(outbox::revive(queries, first.id, database.clock.now()));
    CHECK_FALSE(outbox::revive(queries, first.id, database.clock.now()));
    CHECK(waiting(database) == std::vector<std::string>{"A", "x"});
    CHECK(testing::number_in(database, "SELECT attempts FROM outbox WHERE payload = 'A'") == 0);
    CHECK(testing::number_in(database, "SELECT due_at FROM outbox WHERE payload = 'A'") ==
          database.clock.now().microseconds());

    CHECK(outbox::revive_all(queries, database.clock.now()) == 2);
    CHECK(waiting(database) == std::vector<std::string>{"A", "B", "C", "x"});
}

TEST_ON_EACH_DATABASE("only messages that were given up are dropped", "[outbox]", database)
{
    leave_messages(database, {"A", "B", "C", "x"});
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    const auto first = outbox::select_dead(queries, 1).front();

    CHECK(outbox::drop(queries, first.id));
    CHECK_FALSE(outbox::drop(queries, first.id));
    CHECK(payloads_of(outbox::select_dead(queries, 100)) == std::vector<std::string>{"B", "C"});
    CHECK(outbox::drop_all(queries) == 2);
    CHECK(outbox::drop_all(queries) == 0);
    CHECK(waiting(database) == std::vector<std::string>{"x"});
}
