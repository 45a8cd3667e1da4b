#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/registry.hpp>

#include "outbox/dispatcher.hpp"
#include "outbox/store.hpp"
#include "support/databases.hpp"
#include "support/gate.hpp"

using namespace backbone;
using namespace std::chrono_literals;
using backbone::testing::eventually;
using backbone::testing::Gate;
using backbone::testing::TestDatabase;

namespace {

constexpr Statement kRows{"test.rows",
                          "SELECT payload, state, attempts, due_at, last_error FROM outbox ORDER BY payload"};

struct OutboxRow
{
    std::string payload;
    int state;
    int attempts;
    Timestamp due_at;
    std::optional<std::string> last_error;
};

class OutcomeLog final : public outbox::Observer
{
  public:
    void message_delivered(std::string_view /*topic*/, std::chrono::nanoseconds /*duration*/) override { ++delivered; }
    void message_failed(std::string_view /*topic*/, int attempts, bool is_dead, std::string_view /*error*/) override
    {
        last_attempts = attempts;
        ++failed;
        if (is_dead) ++dead;
    }
    void dispatcher_failed(std::string_view /*topic*/, std::string_view /*error*/) override { ++interrupted; }

    std::atomic<int> delivered = 0;
    std::atomic<int> failed = 0;
    std::atomic<int> dead = 0;
    std::atomic<int> interrupted = 0;
    std::atomic<int> last_attempts = 0;
};

/// Counts how often each payload arrived.
class Arrivals
{
  public:
    void add(const std::string& payload)
    {
        const std::lock_guard lock(mutex_);
        ++counts_[payload];
    }
    std::map<std::string, int> counts() const
    {
        const std::lock_guard lock(mutex_);
        return counts_;
    }

  private:
    mutable std::mutex mutex_;
    std::map<std::string, int> counts_;
};

outbox::Options quick()
{
    outbox::Options options;
    options.poll_interval = 5ms;
    options.batch = 4;
    options.maximum_attempts = 3;
    options.first_delay = 1'000ms;
    options.maximum_delay = 10'000ms;
    options.lease = 60'000ms;
    return options;
}

outbox::Surroundings surroundings(TestDatabase& database, outbox::Observer& observer)
{
    return {database.database(), database.clock, database.random, database.outbox, observer};
}

void enqueue(TestDatabase& database, const std::string& topic, const std::vector<std::string>& payloads)
{
    database.connect()->transaction([&](Transaction& tx) {
        for (const std::string& payload : payloads) tx.enqueue({topic, payload});
    });
}

std::vector<OutboxRow> rows(TestDatabase& database)
{
    return database.connect()->queries().select<OutboxRow>(kRows);
}

}  // namespace

TEST_ON_EACH_DATABASE("a message is delivered to its topic and then forgotten", "[outbox][concurrency]", database)
{
    Arrivals pushes;
    Arrivals events;
    OutcomeLog log;
    const std::vector<OutboxConsumer> consumers{
        {"push", [&](const OutboxMessage& message) { pushes.add(message.topic + " " + message.payload); }},
        {"events", [&](const OutboxMessage& message) { events.add(message.topic + " " + message.payload); }}};
    const outbox::Dispatcher dispatcher(quick(), consumers, surroundings(database, log));
    enqueue(database, "push", {"1", "2"});
    enqueue(database, "events", {"3"});
    enqueue(database, "nobody", {"4"});
    REQUIRE(eventually([&] { return rows(database).size() == 1; }));
    CHECK(pushes.counts() == std::map<std::string, int>{{"push 1", 1}, {"push 2", 1}});
    CHECK(events.counts() == std::map<std::string, int>{{"events 3", 1}});
    CHECK(rows(database).front().payload == "4");
    CHECK(log.delivered == 3);
}

TEST_ON_EACH_DATABASE("the commit wakes the dispatcher", "[outbox][concurrency]", database)
{
    Arrivals arrivals;
    OutcomeLog log;
    auto options = quick();
    options.poll_interval = 1h;
    const outbox::Dispatcher dispatcher(
        options, {{"push", [&](const OutboxMessage& message) { arrivals.add(message.payload); }}},
        surroundings(database, log));
    enqueue(database, "push", {"1"});
    REQUIRE(eventually([&] { return arrivals.counts().size() == 1; }));
    enqueue(database, "push", {"2"});
    REQUIRE(eventually([&] { return arrivals.counts().size() == 2; }));
}

TEST_ON_EACH_DATABASE("a delivery that fails is tried again, later each time, until it succeeds",
                      "[outbox][concurrency]", database)
{
    Arrivals arrivals;
    OutcomeLog log;
    const outbox::Dispatcher dispatcher(quick(),
                                        {{"push",
                                          [&](const OutboxMessage& message) {
                                              arrivals.add(message.payload);
                                              if (arrivals.counts()["1"] < 3) throw std::runtime_error("push is away");
                                          }}},
                                        surroundings(database, log));
    const Timestamp start = database.clock.now();
    enqueue(database, "push", {"1"});

    REQUIRE(eventually([&] { return log.failed == 1 && rows(database)[0].last_error; }));
    auto row = rows(database)[0];
    CHECK(row.last_error == "push is away");
    CHECK(row.attempts == 1);
    CHECK(row.due_at - start >= 750ms);
    CHECK(row.due_at - start <= 1'250ms);

    database.clock.advance(1'250ms);
    const auto is_given_back = [&](const OutboxRow& now) { return now.due_at < database.clock.now() + 30s; };
    REQUIRE(eventually([&] { return log.failed == 2 && is_given_back(rows(database)[0]); }));
    row = rows(database)[0];
    CHECK(row.due_at - database.clock.now() >= 1'500ms);
    CHECK(row.due_at - database.clock.now() <= 2'500ms);

    database.clock.advance(2'500ms);
    REQUIRE(eventually([&] { return rows(database).empty(); }));
    CHECK(arrivals.counts()["1"] == 3);
    CHECK(log.delivered == 1);
}

TEST_ON_EACH_DATABASE("a message that always fails is put aside as dead, with its error", "[outbox][concurrency]",
                      database)
{
    OutcomeLog log;
    const outbox::Dispatcher dispatcher(
        quick(), {{"push", [](const OutboxMessage&) { throw std::runtime_error(std::string(5'000, 'x')); }}},
        surroundings(database, log));
    enqueue(database, "push", {"1"});
    REQUIRE(eventually([&] {
        database.clock.advance(10s);
        return log.dead == 1;
    }));
    REQUIRE(eventually([&] { return rows(database)[0].state == 1; }));
    CHECK(rows(database)[0].attempts == 3);
    CHECK(rows(database)[0].last_error->size() == 1'000);
    database.clock.advance(24h);
    enqueue(database, "push", {"2"});
    REQUIRE(eventually([&] { return log.failed == 4; }));
    CHECK(rows(database)[0].attempts == 3);
}

TEST_ON_EACH_DATABASE("two dispatchers deliver each message once", "[outbox][concurrency]", database)
{
    Arrivals arrivals;
    OutcomeLog log;
    const std::vector<OutboxConsumer> consumers{
        {"push", [&](const OutboxMessage& message) { arrivals.add(message.payload); }}};
    constexpr int kMessages = 100;
    {
        const outbox::Dispatcher first(quick(), consumers, surroundings(database, log));
        const outbox::Dispatcher second(quick(), consumers, surroundings(database, log));
        for (int i = 0; i < kMessages; i += 2) enqueue(database, "push", {std::to_string(i), std::to_string(i + 1)});
        REQUIRE(eventually([&] { return log.delivered >= kMessages && rows(database).empty(); }));
    }
    CHECK(log.delivered == kMessages);
    CHECK(arrivals.counts().size() == kMessages);
}

TEST_ON_EACH_DATABASE("a message whose instance died is delivered by another one when its lease is over",
                      "[outbox][concurrency]", database)
{
    enqueue(database, "push", {"1"});
    // An instance that claims the message and is killed.
    const auto leased_until = database.clock.now() + 60s;
    const auto claimed =
        database.connect()->transaction([&](Transaction& tx) { return outbox::claim(tx, "push", 10, leased_until); });
    REQUIRE(claimed.size() == 1);

    Arrivals arrivals;
    OutcomeLog log;
    const outbox::Dispatcher dispatcher(
        quick(), {{"push", [&](const OutboxMessage& message) { arrivals.add(message.payload); }}},
        surroundings(database, log));
    enqueue(database, "push", {"2"});
    REQUIRE(eventually([&] { return arrivals.counts().contains("2"); }));
    CHECK_FALSE(arrivals.counts().contains("1"));
    database.clock.advance(61s);
    REQUIRE(eventually([&] { return arrivals.counts().contains("1"); }));
}

TEST_ON_EACH_DATABASE("who fails after its lease is over changes nothing for the next one", "[outbox]", database)
{
    enqueue(database, "push", {"1"});
    const auto claim_for = [&](Duration lease) {
        return database.connect()->transaction(
            [&](Transaction& tx) { return outbox::claim(tx, "push", 10, database.clock.now() + lease); });
    };
    const Timestamp first_lease = database.clock.now() + 60s;
    const auto message = claim_for(60s).at(0).id;
    database.clock.advance(60s);
    const Timestamp second_lease = database.clock.now() + 60s;
    REQUIRE(claim_for(60s).size() == 1);

    outbox::try_again(database.connect()->queries(), message, first_lease, database.clock.now(), "too late");
    outbox::put_aside(database.connect()->queries(), message, first_lease, "too late");

    const OutboxRow row = rows(database).at(0);
    CHECK(row.due_at == second_lease);
    CHECK(row.state == 0);
    CHECK_FALSE(row.last_error);
}

TEST_ON_EACH_DATABASE("a stop waits for the delivery under way and gives back what was claimed",
                      "[outbox][concurrency]", database)
{
    OutcomeLog log;
    Gate delivering;
    Gate may_end;
    enqueue(database, "push", {"1", "2", "3"});
    auto dispatcher = std::make_unique<outbox::Dispatcher>(quick(),
                                                           std::vector<OutboxConsumer>{{"push",
                                                                                        [&](const OutboxMessage&) {
                                                                                            delivering.open();
                                                                                            may_end.wait();
                                                                                        }}},
                                                           surroundings(database, log));
    REQUIRE(delivering.wait());
    dispatcher->request_stop();
    may_end.open();
    dispatcher.reset();
    CHECK(log.delivered == 1);
    REQUIRE(rows(database).size() == 2);
    CHECK(rows(database)[0].attempts == 0);
    CHECK(rows(database)[0].due_at <= database.clock.now());
}

TEST_ON_EACH_DATABASE("a slow batch keeps its lease", "[outbox][concurrency]", database)
{
    OutcomeLog log;
    Arrivals arrivals;
    enqueue(database, "push", {"1", "2", "3"});
    // Each delivery takes more than half of the lease.
    const auto deliver_slowly = [&](const OutboxMessage& message) {
        database.clock.advance(40s);
        const auto stolen = database.connect()->transaction(
            [&](Transaction& tx) { return outbox::claim(tx, "push", 10, database.clock.now()); });
        CHECK(stolen.empty());
        arrivals.add(message.payload);
    };
    const outbox::Dispatcher dispatcher(quick(), {{"push", deliver_slowly}}, surroundings(database, log));
    REQUIRE(eventually([&] { return rows(database).empty(); }));
    CHECK(arrivals.counts() == std::map<std::string, int>{{"1", 1}, {"2", 1}, {"3", 1}});
}
