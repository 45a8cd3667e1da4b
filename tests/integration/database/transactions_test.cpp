#include <catch2/catch.hpp>

#include <array>
#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/error.hpp>

#include "support/databases.hpp"
#include "support/gate.hpp"

using namespace backbone;
using backbone::testing::Gate;
using backbone::testing::TestDatabase;

namespace {

constexpr Statement kDrop{"test.drop", "DROP TABLE IF EXISTS counters"};
constexpr Statement kCreate{"test.create", R"(
    CREATE TABLE counters (name VARCHAR(20) NOT NULL PRIMARY KEY, value BIGINT NOT NULL))"};
constexpr Statement kInsert{"test.insert", "INSERT INTO counters (name, value) VALUES (:name, 0)"};
constexpr Statement kAdd{"test.add", "UPDATE counters SET value = value + :amount WHERE name = :name"};
constexpr Statement kValue{"test.value", "SELECT value FROM counters WHERE name = :name"};
constexpr Statement kLocked{"test.locked", "SELECT value FROM counters {lock} WHERE name = :name {for_update}"};
constexpr Statement kSet{"test.set", "UPDATE counters SET value = :value WHERE name = :name"};
constexpr Statement kMessages{"test.messages", "SELECT topic, payload FROM outbox ORDER BY payload"};

struct Counter
{
    std::int64_t value;
};

struct Message
{
    std::string topic;
    std::string payload;
    friend bool operator==(const Message&, const Message&) = default;
};

struct CounterRaised
{
    std::string name;
};

void make_counters(TestDatabase& database)
{
    const auto connection = database.connect();
    connection->queries().execute(kDrop);
    connection->queries().execute(kCreate);
    connection->queries().execute(kInsert, "a");
    connection->queries().execute(kInsert, "b");
    database.statements.clear();
}

std::int64_t value_of(TestDatabase& database, const char* name)
{
    return database.connect()->queries().find<Counter>(kValue, name)->value;
}

}  // namespace

TEST_ON_EACH_DATABASE("a transaction happens as a whole or not at all", "[database]", database)
{
    make_counters(database);
    const auto connection = database.connect();
    const std::string answer = connection->transaction([](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        tx.execute(kAdd, 1, "b");
        return std::string("done");
    });
    CHECK(answer == "done");
    const auto failing = [](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        throw std::domain_error("no");
    };
    CHECK_THROWS_AS(connection->transaction(failing), std::domain_error);
    CHECK(connection->queries().find<Counter>(kValue, "a")->value == 1);
    CHECK(connection->queries().find<Counter>(kValue, "b")->value == 1);
}

TEST_ON_EACH_DATABASE("handlers of an event write in the transaction that raised it", "[database]", database)
{
    make_counters(database);
    database.events.on<CounterRaised>(
        [](const CounterRaised& event, Transaction& tx) { tx.execute(kAdd, 10, event.name); });
    const auto connection = database.connect();
    connection->transaction([](Transaction& tx) { tx.raise(CounterRaised{"a"}); });
    CHECK(value_of(database, "a") == 10);
    const auto failing = [](Transaction& tx) {
        tx.raise(CounterRaised{"a"});
        throw std::domain_error("no");
    };
    CHECK_THROWS_AS(connection->transaction(failing), std::domain_error);
    CHECK(value_of(database, "a") == 10);
}

TEST_ON_EACH_DATABASE("a transaction that fails for a passing reason runs again", "[database]", database)
{
    make_counters(database);
    const auto connection = database.connect();
    int attempts = 0;
    connection->transaction([&](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        if (++attempts < 3) throw TransientFailure("deadlock");
    });
    CHECK(attempts == 3);
    CHECK(database.statements.repetitions() == 2);
    CHECK(value_of(database, "a") == 1);
}

TEST_ON_EACH_DATABASE("a transaction that fails again and again ends as unavailable", "[database]", database)
{
    make_counters(database);
    const auto connection = database.connect();
    const auto failing = [](Transaction& tx) {
        tx.execute(kAdd, 1, "a");
        throw TransientFailure("deadlock");
    };
    CHECK_THROWS_AS(connection->transaction(failing), Unavailable);
    CHECK(value_of(database, "a") == 0);
}

TEST_ON_EACH_DATABASE("work that goes on after a failed statement is not committed", "[database]", database)
{
    make_counters(database);
    const auto connection = database.connect();
    const auto careless = [](Transaction& tx) {
        tx.execute(kAdd, 1, "b");
        try {
            static_cast<void>(tx.change(kInsert, "a"));
        } catch (const UniqueViolation&) {
            // Goes on as if nothing had happened.
        }
    };
    CHECK_THROWS_AS(connection->transaction(careless), std::logic_error);
    CHECK(value_of(database, "b") == 0);
}

TEST_ON_EACH_DATABASE("inside of a transaction its connection cannot be used", "[database]", database)
{
    make_counters(database);
    const auto connection = database.connect();
    const auto mistaken = [&](Transaction&) { connection->queries().execute(kAdd, 1, "a"); };
    CHECK_THROWS_AS(connection->transaction(mistaken), std::logic_error);
    const auto nested = [&](Transaction&) { connection->transaction([](Transaction&) {}); };
    CHECK_THROWS_AS(connection->transaction(nested), std::logic_error);
    connection->queries().execute(kAdd, 1, "a");
    CHECK(value_of(database, "a") == 1);
}

TEST_ON_EACH_DATABASE("messages are in the outbox after the commit, and only then", "[database][outbox]", database)
{
    make_counters(database);
    const auto connection = database.connect();
    connection->transaction([](Transaction& tx) {
        tx.enqueue({"push", "1"});
        tx.enqueue({"events", "2"});
    });
    CHECK(connection->queries().select<Message>(kMessages) == std::vector<Message>{{"push", "1"}, {"events", "2"}});
    CHECK(database.outbox.count() == 1);
    const auto failing = [](Transaction& tx) {
        tx.enqueue({"push", "3"});
        throw std::domain_error("no");
    };
    CHECK_THROWS_AS(connection->transaction(failing), std::domain_error);
    CHECK(connection->queries().select<Message>(kMessages).size() == 2);
    CHECK(database.outbox.count() == 1);
}

TEST_ON_EACH_DATABASE("a repeated transaction leaves its messages once", "[database][outbox]", database)
{
    make_counters(database);
    int attempts = 0;
    database.connect()->transaction([&](Transaction& tx) {
        tx.enqueue({"push", "1"});
        if (++attempts < 2) throw TransientFailure("deadlock");
    });
    CHECK(database.connect()->queries().select<Message>(kMessages).size() == 1);
}

TEST_ON_EACH_DATABASE("transactions that read and then write a locked row lose no update", "[database][concurrency]",
                      database)
{
    make_counters(database);
    constexpr int kThreads = 8;
    constexpr int kRounds = 25;
    std::atomic<int> failures = 0;
    {
        std::vector<std::jthread> threads;
        for (int i = 0; i < kThreads; ++i) {
            threads.emplace_back([&] {
                try {
                    for (int round = 0; round < kRounds; ++round) {
                        database.connect()->transaction([](Transaction& tx) {
                            const auto value = tx.find<Counter>(kLocked, "a")->value;
                            tx.execute(kSet, value + 1, "a");
                        });
                        database.connect()->queries().execute(kAdd, 1, "b");
                    }
                } catch (const std::exception&) {
                    ++failures;
                }
            });
        }
    }
    CHECK(failures == 0);
    CHECK(value_of(database, "a") == kThreads * kRounds);
    CHECK(value_of(database, "b") == kThreads * kRounds);
}

TEST_ON_EACH_DATABASE("of two transactions in a deadlock both are done in the end", "[database][concurrency]", database)
{
    make_counters(database);
    std::array<Gate, 2> holds_one;
    std::atomic<int> missed = 0;
    const auto add_to = [&](std::size_t self, const char* first, const char* second) {
        bool is_first_attempt = true;
        database.connect()->transaction([&](Transaction& tx) {
            if (tx.change(kAdd, 1, first) != 1) ++missed;
            // SQLite has one writer, so that the second transaction waits before it begins.
            const bool meets = database.options().backend == database::Backend::postgresql;
            if (meets && std::exchange(is_first_attempt, false)) {
                holds_one[self].open();
                holds_one[1 - self].wait();
            }
            tx.execute(kAdd, 1, second);
        });
    };
    {
        const std::jthread other([&] { add_to(1, "b", "a"); });
        add_to(0, "a", "b");
    }
    CHECK(missed == 0);
    CHECK(value_of(database, "a") == 2);
    CHECK(value_of(database, "b") == 2);
}
