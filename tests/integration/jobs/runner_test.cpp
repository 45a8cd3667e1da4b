#include <catch2/catch.hpp>

#include <atomic>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <backbone/context.hpp>
#include <backbone/database.hpp>
#include <backbone/registry.hpp>

#include "jobs/runner.hpp"
#include "jobs/store.hpp"
#include "support/databases.hpp"
#include "support/gate.hpp"

using namespace backbone;
using namespace std::chrono_literals;
using backbone::testing::eventually;
using backbone::testing::Gate;
using backbone::testing::TestDatabase;

namespace {

class RunLog final : public jobs::Observer
{
  public:
    void job_ran(std::string_view /*job*/, std::chrono::nanoseconds /*duration*/,
                 const std::optional<std::string>& error) override
    {
        ++ran;
        if (error) ++failed;
    }
    void lock_lost(std::string_view /*job*/) override { ++lost; }
    void runner_failed(std::string_view /*error*/) override { ++interrupted; }

    std::atomic<int> ran = 0;
    std::atomic<int> failed = 0;
    std::atomic<int> lost = 0;
    std::atomic<int> interrupted = 0;
};

jobs::Options quick()
{
    jobs::Options options;
    options.poll_interval = 3ms;
    options.lease = 60s;
    options.retry_delay = 5min;
    return options;
}

/// What a runner needs beside the database.
struct Fixture
{
    explicit Fixture(TestDatabase& tested) : database(tested) {}

    std::unique_ptr<jobs::Runner> runner(std::vector<Job> jobs, const jobs::Options& options = quick())
    {
        return std::make_unique<jobs::Runner>(
            options, std::move(jobs),
            jobs::Surroundings{database.database(), database.clock, database.random, installation, log});
    }
    jobs::JobRecord record(const std::string& name) { return jobs::find(database.connect()->queries(), name).value(); }

    TestDatabase& database;
    InstallationOptions installation;
    RunLog log;
};

}  // namespace

TEST_ON_EACH_DATABASE("a job runs when it is due, again after its interval", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    const auto runner = fixture.runner({{"clean", 1h, [](JobContext&) {}}});
    runner->start();
    REQUIRE(eventually([&] { return fixture.log.ran == 1; }));
    const auto record = fixture.record("clean");
    CHECK(record.next_run_at == database.clock.now() + 1h);
    CHECK(record.last_started_at == database.clock.now());
    CHECK(record.last_finished_at == database.clock.now());
    CHECK_FALSE(record.locked_by);
    CHECK_FALSE(record.last_error);
    database.clock.advance(1h);
    REQUIRE(eventually([&] { return fixture.log.ran == 2; }));
}

TEST_ON_EACH_DATABASE("a job has a connection and does its work in batches", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    std::atomic<int> batches = 0;
    const auto runner = fixture.runner({{"clean", 1h, [&](JobContext& context) {
                                             context.in_batches([&](Transaction& tx) {
                                                 CHECK(tx.now() == database.clock.now());
                                                 return ++batches < 3;
                                             });
                                         }}});
    CHECK(runner->run_now("clean", 0s).outcome == jobs::Outcome::done);
    CHECK(batches == 3);
}

TEST_ON_EACH_DATABASE("of two runners one runs the job", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    std::atomic<int> running = 0;
    std::atomic<int> most = 0;
    const Job job{"clean", 1h, [&](JobContext&) {
                      most = std::max<int>(most, ++running);
                      std::this_thread::yield();
                      --running;
                  }};
    const auto first = fixture.runner({job});
    const auto second = fixture.runner({job});
    first->start();
    second->start();
    for (int round = 1; round <= 10; ++round) {
        REQUIRE(eventually([&] { return fixture.log.ran >= round; }));
        database.clock.advance(1h);
    }
    REQUIRE(eventually([&] { return fixture.log.ran == 11; }));
    CHECK(most == 1);
    CHECK(fixture.log.interrupted == 0);
}

TEST_ON_EACH_DATABASE("a job that fails keeps its error and runs again sooner", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    std::atomic<bool> fails = true;
    const auto runner = fixture.runner({{"clean", 1h, [&](JobContext&) {
                                             if (fails) throw std::runtime_error("the disk is full");
                                         }}});
    runner->start();
    REQUIRE(eventually([&] { return fixture.log.failed == 1; }));
    CHECK(fixture.record("clean").last_error == "the disk is full");
    CHECK(fixture.record("clean").next_run_at == database.clock.now() + 5min);
    fails = false;
    database.clock.advance(5min);
    REQUIRE(eventually([&] { return fixture.log.ran == 2; }));
    CHECK_FALSE(fixture.record("clean").last_error);
}

TEST_ON_EACH_DATABASE("a job whose instance died is taken over when the lock has run out", "[jobs][concurrency]",
                      database)
{
    Fixture fixture(database);
    const Timestamp now = database.clock.now();
    jobs::declare(database.connect()->queries(), "clean", now, now + 1h);
    REQUIRE(jobs::lock(database.connect()->queries(), {"clean", "a dead instance", now + 60s}, now));

    std::atomic<int> other_ran = 0;
    const auto runner =
        fixture.runner({{"clean", 1h, [](JobContext&) {}}, {"other", 1s, [&](JobContext&) { ++other_ran; }}});
    runner->start();
    for (int round = 1; round <= 3; ++round) {
        REQUIRE(eventually([&] { return other_ran >= round; }));
        database.clock.advance(1s);
    }
    CHECK(fixture.record("clean").locked_by == "a dead instance");
    database.clock.advance(60s);
    REQUIRE(eventually([&] { return !fixture.record("clean").locked_by && fixture.record("clean").last_finished_at; }));
}

TEST_ON_EACH_DATABASE("the lock of a long job is extended", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    auto options = quick();
    options.lease = 30ms;
    Gate has_begun;
    Gate may_end;
    const auto runner = fixture.runner({{"clean", 1h,
                                         [&](JobContext&) {
                                             has_begun.open();
                                             may_end.wait();
                                         }}},
                                       options);
    runner->start();
    REQUIRE(has_begun.wait());
    const Timestamp locked_until = fixture.record("clean").locked_until;
    database.clock.advance(1h);
    CHECK(eventually([&] { return fixture.record("clean").locked_until > locked_until + 1h - 1min; }));
    may_end.open();
}

TEST_ON_EACH_DATABASE("who has lost the lock of a job stops, and does not unlock another's run", "[jobs][concurrency]",
                      database)
{
    Fixture fixture(database);
    auto options = quick();
    options.lease = 30ms;
    Gate has_begun;
    auto runner = fixture.runner({{"clean", 1h,
                                   [&](JobContext& context) {
                                       has_begun.open();
                                       while (!context.should_stop()) std::this_thread::yield();
                                   }}},
                                 options);
    runner->start();
    REQUIRE(has_begun.wait());
    const Timestamp later = database.clock.now() + 24h;
    REQUIRE(jobs::lock(database.connect()->queries(), {"clean", "another", later + 60s}, later));
    REQUIRE(eventually([&] { return fixture.log.ran == 1; }));
    CHECK(fixture.log.lost == 1);
    runner.reset();
    CHECK(fixture.record("clean").locked_by == "another");
}

TEST_ON_EACH_DATABASE("a job can be run at once, whether it is due or not", "[jobs]", database)
{
    Fixture fixture(database);
    int runs = 0;
    const auto runner = fixture.runner({{"clean", 1h, [&](JobContext&) { ++runs; }},
                                        {"fail", 1h, [](JobContext&) { throw std::runtime_error("no"); }}});
    CHECK(runner->run_now("clean", 0s).outcome == jobs::Outcome::done);
    CHECK(runner->run_now("clean", 0s).outcome == jobs::Outcome::done);
    CHECK(runs == 2);
    const auto failed = runner->run_now("fail", 0s);
    CHECK(failed.outcome == jobs::Outcome::failed);
    CHECK(failed.detail == "no");
    CHECK(runner->run_now("unknown", 0s).outcome == jobs::Outcome::unknown_job);
}

TEST_ON_EACH_DATABASE("a job that runs elsewhere is waited for, within bounds", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    Gate has_begun;
    Gate may_end;
    std::atomic<int> runs = 0;
    const Job job{"clean", 1h, [&](JobContext&) {
                      if (++runs > 1) return;
                      has_begun.open();
                      may_end.wait();
                  }};
    const auto elsewhere = fixture.runner({job});
    const auto here = fixture.runner({job});
    elsewhere->start();
    REQUIRE(has_begun.wait());
    const auto refused = here->run_now("clean", 10ms);
    CHECK(refused.outcome == jobs::Outcome::runs_elsewhere);
    CHECK(refused.detail == fixture.record("clean").locked_by);
    may_end.open();
    CHECK(here->run_now("clean", 10s).outcome == jobs::Outcome::done);
}

TEST_ON_EACH_DATABASE("a running job is told that the program stops", "[jobs][concurrency]", database)
{
    Fixture fixture(database);
    Gate has_begun;
    auto runner = fixture.runner({{"endless", 1h, [&](JobContext& context) {
                                       has_begun.open();
                                       while (!context.should_stop()) std::this_thread::yield();
                                   }}});
    runner->start();
    REQUIRE(has_begun.wait());
    runner.reset();
    CHECK(fixture.log.ran == 1);
}

TEST_ON_EACH_DATABASE("jobs are listed, and a shorter interval is heeded", "[jobs]", database)
{
    Fixture fixture(database);
    {
        const auto runner = fixture.runner({{"clean", 24h, [](JobContext&) {}}});
        CHECK_FALSE(runner->list().front().record);
        CHECK(runner->run_now("clean", 0s).outcome == jobs::Outcome::done);
        REQUIRE(runner->list().size() == 1);
        CHECK(runner->list().front().record->next_run_at == database.clock.now() + 24h);
    }
    const auto runner = fixture.runner({{"clean", 1h, [](JobContext&) {}}});
    runner->start();
    CHECK(eventually([&] { return runner->list().front().record->next_run_at == database.clock.now() + 1h; }));
}
