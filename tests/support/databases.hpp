#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/database.hpp>
#include <backbone/environment.hpp>
#include <backbone/registry.hpp>

#include "database/database.hpp"
#include "database/observer.hpp"
#include "database/options.hpp"
#include "outbox/signal.hpp"

/// Real databases for tests:
///
///     TEST_ON_EACH_DATABASE("an allocated token is found again", "[tokens]", database)
///     {
///         const auto connection = database.connect();
///         …
///     }
///
/// makes two test cases, one with the tag [sqlite] and one with [postgresql]. All migrations have been applied, and the
/// tables are empty (but for the rows that migrations bring) when the body begins. SQLite is in memory. PostgreSQL is
/// used when BACKBONE_TEST_POSTGRESQL holds a libpq URI whose user may create databases; each test process has a
/// database of its own there, which goes when it ends. Without that variable the second test case passes with a
/// warning.
namespace backbone::testing {

/// A clock that stands still until it is told otherwise; begins at 2026-01-01T00:00:00Z.
class TestClock final : public Clock
{
  public:
    Timestamp now() const override { return Timestamp::from_microseconds(microseconds_); }
    void set(Timestamp time) { microseconds_ = time.microseconds(); }
    void advance(Duration duration) { microseconds_ += duration.count(); }

  private:
    std::atomic<std::int64_t> microseconds_ = 1'767'225'600'000'000;
};

/// Keeps the names of the statements that were sent; `begin`, `commit` and `rollback` are among them.
class StatementLog final : public database::Observer
{
  public:
    void statement_ran(const database::StatementRun& run) override;
    void transaction_repeated() override { ++repetitions_; }
    void session_leased(std::chrono::nanoseconds /*waited*/) override {}
    void session_returned() override {}

    std::vector<std::string> names() const;
    std::size_t count() const { return names().size(); }
    std::size_t repetitions() const { return repetitions_; }
    void clear();

    /// What somebody else does in the middle of a request: `act` is called once, as soon as a statement of that name
    /// has run. That statement must be a read outside of a transaction, as `act` needs the database for itself.
    void once_after(std::string name, std::function<void()> act);

  private:
    mutable std::mutex mutex_;
    std::vector<std::string> names_;
    std::string awaited_;
    std::function<void()> act_;
    std::atomic<std::size_t> repetitions_ = 0;
};

/// A migrated database and what it was opened with. The members may be used, and `events` be filled, before `connect`.
class TestDatabase
{
  public:
    explicit TestDatabase(database::Options options);

    std::unique_ptr<Connection> connect() { return database_->connect(); }
    Database& database() { return *database_; }
    const database::Options& options() const { return options_; }
    database::Surroundings surroundings() { return {events, clock, random, statements, outbox}; }

    TestClock clock;
    SystemRandom random;
    EventHandlers events;
    StatementLog statements;
    outbox::Signal outbox;

  private:
    database::Options options_;
    std::unique_ptr<Database> database_;
};

/// A new SQLite database in memory with all migrations.
std::unique_ptr<TestDatabase> sqlite_database();

/// The PostgreSQL database of this process, with empty tables; nullptr where there is no server to test with.
std::unique_ptr<TestDatabase> postgresql_database();

/// The URI of a new, empty PostgreSQL database, which goes when this process ends; empty without a server.
std::string new_postgresql_database();

/// Asks until the answer is yes; false when `limit` has passed.
bool eventually(const std::function<bool()>& question, std::chrono::milliseconds limit = std::chrono::seconds{10});

void run_on(std::unique_ptr<TestDatabase> database, void (*body)(TestDatabase&));

}  // namespace backbone::testing

// NOLINTBEGIN(cppcoreguidelines-macro-usage)
#define TEST_ON_EACH_DATABASE(name, tags, database) \
    TEST_ON_EACH_DATABASE_AS(INTERNAL_CATCH_UNIQUE_NAME(body_on_each_database_), name, tags, database)
#define TEST_ON_EACH_DATABASE_AS(body, name, tags, database)                           \
    static void body(::backbone::testing::TestDatabase& database);                     \
    TEST_CASE(name " (SQLite)", tags "[sqlite]")                                       \
    {                                                                                  \
        ::backbone::testing::run_on(::backbone::testing::sqlite_database(), body);     \
    }                                                                                  \
    TEST_CASE(name " (PostgreSQL)", tags "[postgresql]")                               \
    {                                                                                  \
        ::backbone::testing::run_on(::backbone::testing::postgresql_database(), body); \
    }                                                                                  \
    static void body(::backbone::testing::TestDatabase& database)
// NOLINTEND(cppcoreguidelines-macro-usage)
