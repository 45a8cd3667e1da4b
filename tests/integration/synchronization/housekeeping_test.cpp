#include <algorithm>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "integration/synchronization/given.hpp"

using namespace backbone;
using namespace backbone::testing;
using namespace std::chrono_literals;

namespace {

constexpr std::string_view kCompact = "synchronization.compact-datawallets";
constexpr std::string_view kDeleteRuns = "synchronization.delete-finalized-sync-runs";
constexpr Duration kDay = 24h;

using Indexes = std::vector<std::int64_t>;

/// What the protocol says, word for word, on a few modifications in memory.
class DatawalletModel
{
  public:
    void append(const std::vector<Modification>& modifications, Timestamp now)
    {
        for (const Modification& modification : modifications) entries_.push_back({modification, next_index_++, now});
    }

    std::int64_t newest_index() const { return next_index_ - 1; }
    std::size_t size() const { return entries_.size(); }

    /// docs/protocol/synchronization.md §3.2
    Indexes listed_after(std::int64_t local_index) const
    {
        Indexes listed;
        for (const Entry& each : entries_) {
            const bool superseded = std::ranges::any_of(entries_, [&](const Entry& later) {
                return later.index > each.index && later.sent.object == each.sent.object &&
                       later.sent.type == each.sent.type && later.sent.category == each.sent.category;
            });
            if (each.index > local_index && !superseded) listed.push_back(each.index);
        }
        return listed;
    }

    /// docs/protocol/synchronization.md §10
    void keep_house(Timestamp now)
    {
        const auto has_content = [](const Entry& entry) {
            return entry.sent.type == "Create" || entry.sent.type == "Update";
        };
        const std::vector<Entry> all = entries_;
        std::erase_if(entries_, [&](const Entry& each) {
            return each.created_at <= now - 30 * kDay && std::ranges::any_of(all, [&](const Entry& later) {
                       return later.index > each.index && later.sent.collection == each.sent.collection &&
                              later.sent.object == each.sent.object &&
                              (later.sent.type == "Delete" ||
                               (has_content(later) && has_content(each) && later.sent.category == each.sent.category));
                   });
        });
    }

  private:
    struct Entry
    {
        Modification sent;
        std::int64_t index;
        Timestamp created_at;
    };

    std::vector<Entry> entries_;
    std::int64_t next_index_ = 0;
};

/// Modifications of few objects, so that they often meet.
class RandomModifications
{
  public:
    explicit RandomModifications(unsigned seed) : engine_(seed) {}

    std::vector<Modification> some()
    {
        std::vector<Modification> modifications(number(1, 5));
        for (Modification& modification : modifications) {
            modification.object = one_of({"a", "b"});
            modification.type = one_of({"Create", "Update", "Update", "Delete", "CacheChanged"});
            modification.category = one_of({"null", "\"\"", "\"Content\""});
            modification.collection = one_of({"Messages", "Messages", "Other"});
        }
        return modifications;
    }

    std::size_t number(std::size_t minimum, std::size_t maximum)
    {
        return std::uniform_int_distribution<std::size_t>(minimum, maximum)(engine_);
    }

  private:
    std::string one_of(const std::vector<std::string>& choices) { return choices[number(0, choices.size() - 1)]; }

    std::mt19937 engine_;
};

/// A run that took and handled so many events, and was finalized.
void given_finalized_run(TestApplication& app, const Person& as, int events)
{
    app.database().connect()->transaction([&](Transaction& tx) {
        for (int i = 0; i < events; ++i) tx.raise(tokens::TokenLocked{{}, as.address});
    });
    const std::string run = given_run(app, as);
    std::string results = "[";
    for (const std::string& id :
         texts_in(app.database(), fmt::format("SELECT id FROM external_events WHERE sync_run_id = '{}'", run))) {
        if (results.size() > 1) results += ',';
        results += fmt::format(R"({{"externalEventId":"{}"}})", id);
    }
    REQUIRE(finalize_sync(app, as, run, results + "]").status == 200);
}

std::int64_t count(TestDatabase& database, std::string_view table)
{
    return number_in(database, fmt::format("SELECT COUNT(*) FROM {}", table));
}

}  // namespace

TEST_ON_EACH_DATABASE("lists and housekeeping agree with the protocol on a random datawallet", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const unsigned seed = Catch::rngSeed();
    CAPTURE(seed);
    RandomModifications random(seed);
    const Person alice = syncing_person(app);
    DatawalletModel model;

    for (int step = 0; step < 60; ++step) {
        CAPTURE(step);
        const Person device = app.with_new_token(alice);
        const auto modifications = random.some();
        REQUIRE(push(app, device, model.newest_index(), modifications).status == 201);
        model.append(modifications, app.clock().now());
        app.clock().advance(kDay * random.number(0, 9));
        if (random.number(0, 3) == 0) {
            app.run_job(kCompact);
            model.keep_house(app.clock().now());
            REQUIRE(count(database, "datawallet_modifications") == static_cast<std::int64_t>(model.size()));
        }

        const auto local_index = static_cast<std::int64_t>(random.number(0, model.newest_index() + 1)) - 1;
        const Answer answer =
            list(app, app.with_new_token(alice), fmt::format("?pageSize=200&localIndex={}", local_index));
        REQUIRE(indexes_in(answer) == model.listed_after(local_index));
    }
}

TEST_ON_EACH_DATABASE("an obsolete modification stays for thirty days", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{}, {.type = "Update"}, {.object = "other"}}).status == 201);

    app.clock().advance(30 * kDay - 1us);
    app.run_job(kCompact);
    CHECK(count(database, "datawallet_modifications") == 3);

    app.clock().advance(1us);
    app.run_job(kCompact);
    CHECK(indexes_in(list(app, app.with_new_token(alice))) == Indexes{1, 2});
}

TEST_ON_EACH_DATABASE("the newest index stays when everything before it was deleted", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    REQUIRE(push(app, alice, 0, {{}, {.type = "Update"}, {.type = "Delete"}}).status == 201);
    app.clock().advance(30 * kDay);
    app.run_job(kCompact);
    const Person device = app.with_new_token(alice);

    CHECK(indexes_in(list(app, device)) == Indexes{2});
    CHECK(push(app, device, 2, {{}}).at("result.newIndex").as_int64() == 3);
}

TEST_ON_EACH_DATABASE("a modification comes back when the one that hid it was of another, deleted collection",
                      "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    // Another identity uses the same names.
    const Person bob = syncing_person(app);
    for (const Person& each : {alice, bob}) {
        REQUIRE(
            push(app, each, 0, {{.collection = "A"}, {.collection = "A", .version = 0}, {.collection = "B"}}).status ==
            201);
    }
    REQUIRE(push(app, alice, 2, {{.type = "Delete", .collection = "B"}}).status == 201);
    CHECK(indexes_in(list(app, alice)) == Indexes{2, 3});

    app.clock().advance(30 * kDay);
    app.run_job(kCompact);

    CHECK(indexes_in(list(app, app.with_new_token(alice))) == Indexes{1, 3});
    CHECK(indexes_in(list(app, app.with_new_token(bob))) == Indexes{2});
}

TEST_CASE("what housekeeping lists again, a push at the same time supersedes (PostgreSQL)",
          "[synchronization][concurrency][postgresql]")
{
    run_on(postgresql_database(), [](TestDatabase& database) {
        TestApplication app(database);
        const Person alice = syncing_person(app);
        REQUIRE(push(app, alice, 0, {{.collection = "A"}, {.collection = "B"}}).status == 201);
        REQUIRE(push(app, alice, 1, {{.type = "Delete", .collection = "B"}}).status == 201);
        app.clock().advance(30 * kDay);
        const Person device = app.with_new_token(alice);
        const auto is_anybody_waiting = [&] {
            return number_in(database,
                             "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND "
                             "wait_event_type = 'Lock'") > 0;
        };
        std::jthread pushing;
        bool has_met = false;
        database.statements.once_after("datawallets.select_superseded", [&] {
            pushing = std::jthread([&] { push(app, device, 2, {{.collection = "C"}}); });
            has_met = eventually(is_anybody_waiting);
        });

        app.run_job(kCompact);

        pushing.join();
        CHECK(has_met);
        CHECK(database.statements.repetitions() == 0);
        CHECK(indexes_in(list(app, device)) == Indexes{2, 3});
    });
}

TEST_ON_EACH_DATABASE("housekeeping works in batches", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    constexpr int kPushes = 12;
    for (int i = 0; i < kPushes; ++i) {
        app.clock().advance(1us);
        REQUIRE(push(app, alice, i * 100 - 1, std::vector<Modification>(100)).status == 201);
    }
    app.clock().advance(30 * kDay);
    database.statements.clear();

    app.run_job(kCompact);

    // Six pushes go with each batch, of 501 at least.
    CHECK(std::ranges::count(database.statements.names(), "datawallets.delete_obsolete") == 2);
    CHECK(count(database, "datawallet_modifications") == 1);
}

TEST_ON_EACH_DATABASE("finalized runs go after thirty days, with the events that they synced", "[synchronization]",
                      database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    given_finalized_run(app, alice, 2);
    app.clock().advance(1us);
    given_finalized_run(app, alice, 1);
    lock_token(app, alice);
    given_run(app, alice);
    REQUIRE(count(database, "external_events") == 4);

    app.clock().advance(30 * kDay - 1us);
    app.run_job(kDeleteRuns);

    // Left are the younger one and the open one.
    CHECK(texts_in(database, "SELECT CAST(run_index AS CHAR(1)) FROM sync_runs ORDER BY run_index") ==
          std::vector<std::string>{"2", "3"});
    CHECK(count(database, "external_events") == 2);

    app.clock().advance(kDay);
    app.run_job(kDeleteRuns);
    CHECK(count(database, "sync_runs") == 1);
    CHECK(start(app, app.with_new_token(alice)).at("result.syncRun.index").as_int64() == 4);
}

TEST_ON_EACH_DATABASE("a cancelled run goes without its events", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    lock_token(app, alice);
    given_run(app, alice, R"({"duration":0})");
    app.clock().advance(1us);
    given_run(app, alice);

    app.clock().advance(31 * kDay);
    app.run_job(kDeleteRuns);

    CHECK(count(database, "sync_runs") == 1);
    CHECK(count(database, "external_events") == 1);
    CHECK(count(database, "sync_errors") == 1);
}

TEST_ON_EACH_DATABASE("runs with many events are deleted in batches", "[synchronization]", database)
{
    TestApplication app(database);
    const Person alice = syncing_person(app);
    for (const int events : {300, 300, 1200}) given_finalized_run(app, alice, events);
    lock_token(app, alice);
    app.clock().advance(31 * kDay);
    database.statements.clear();

    app.run_job(kDeleteRuns);

    const auto names = database.statements.names();
    CHECK(std::ranges::count(names, "sync_runs.delete_some_events") == 3);
    CHECK(std::ranges::count(names, "sync_runs.delete") == 3);
    CHECK(count(database, "sync_runs") == 0);
    CHECK(count(database, "external_events") == 1);
}
