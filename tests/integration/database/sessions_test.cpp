#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>
#include <string>
#include <thread>

#include <unistd.h>

#include <backbone/database.hpp>
#include <backbone/error.hpp>

#include "support/databases.hpp"
#include "support/gate.hpp"

using namespace backbone;
using namespace std::chrono_literals;
using backbone::testing::Gate;
using backbone::testing::TestDatabase;
using database::Backend;

namespace {

constexpr Statement kSessionId{"test.session_id", "SELECT pg_backend_pid()"};
constexpr Statement kEndOthers{"test.end_others", R"(
    SELECT COUNT(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid())"};
constexpr Statement kEnd{"test.end", "SELECT COUNT(pg_terminate_backend(CAST(:pid AS INTEGER), 5000))"};
constexpr Statement kSleep{"test.sleep", "SELECT COUNT(pg_sleep(10))"};
constexpr Statement kCreate{"test.create", "CREATE TABLE things (id BIGINT NOT NULL PRIMARY KEY)"};
constexpr Statement kDrop{"test.drop", "DROP TABLE IF EXISTS things"};
constexpr Statement kInsert{"test.insert", "INSERT INTO things (id) VALUES (:id)"};
constexpr Statement kCount{"test.count", "SELECT COUNT(*) FROM things"};
constexpr Statement kIsolation{"test.isolation", "SHOW transaction_isolation"};
constexpr Statement kEndSession{"test.end_session", R"(
    CREATE OR REPLACE FUNCTION end_session() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END')"};
constexpr Statement kEndSessionInCommit{"test.end_session_in_commit", R"(
    CREATE CONSTRAINT TRIGGER end_session AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION end_session())"};
constexpr Statement kJournal{"test.journal", "PRAGMA journal_mode"};
constexpr Statement kSynchronous{"test.synchronous", "PRAGMA synchronous"};

struct Number
{
    std::int64_t value;
};

struct Text
{
    std::string value;
};

/// A folder that goes at the end of the test.
class TemporaryFolder
{
  public:
    TemporaryFolder() : path_(std::filesystem::temp_directory_path() / ("backbone test " + std::to_string(getpid())))
    {
        std::filesystem::create_directories(path_);
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path_); }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    std::string file(const std::string& name) const { return path_ / name; }

  private:
    std::filesystem::path path_;
};

database::Options sqlite_file(const std::string& path)
{
    database::Options options;
    options.connection = path;
    options.sqlite_synchronous = database::SqliteSynchronous::off;
    return options;
}

std::int64_t number(Queries& queries, const Statement& statement)
{
    return queries.find<Number>(statement)->value;
}

/// The same PostgreSQL database, seen by another program.
std::unique_ptr<TestDatabase> another(const TestDatabase& database)
{
    return std::make_unique<TestDatabase>(database.options());
}

void on_postgresql(void (*body)(TestDatabase&))
{
    testing::run_on(testing::postgresql_database(), body);
}

void end_sessions_of_others(TestDatabase& database)
{
    const auto connection = database.connect();
    connection->queries().find<Number>(kEndOthers);
}

}  // namespace

TEST_CASE("who finds all sessions in use waits for a bounded time", "[database]")
{
    database::Options options;
    options.connection = ":memory:";
    options.sessions = 1;
    options.acquire_timeout = 20ms;
    TestDatabase database(options);
    auto connection = database.connect();
    CHECK_THROWS_AS(database.connect(), Unavailable);
    connection.reset();
    CHECK_NOTHROW(database.connect());
}

TEST_CASE("who waits for a session gets the next one that is free", "[database][concurrency]")
{
    database::Options options;
    options.connection = ":memory:";
    options.sessions = 1;
    TestDatabase database(options);
    auto connection = database.connect();
    Gate asks;
    std::jthread waiting([&] {
        asks.open();
        database.connect()->queries().execute(kCreate);
    });
    REQUIRE(asks.wait());
    connection.reset();
    waiting.join();
    CHECK(number(database.connect()->queries(), kCount) == 0);
}

TEST_CASE("the sessions of a database in memory share it, and nobody else does", "[database]")
{
    database::Options options;
    options.connection = ":memory:";
    TestDatabase database(options);
    TestDatabase stranger(options);
    const auto first = database.connect();
    const auto second = database.connect();
    first->queries().execute(kCreate);
    second->queries().execute(kInsert, 1);
    CHECK(number(first->queries(), kCount) == 1);
    CHECK_THROWS(stranger.connect()->queries().find<Number>(kCount));
}

TEST_CASE("an SQLite file keeps its rows, and has a write-ahead log", "[database][sqlite]")
{
    const TemporaryFolder folder;
    {
        TestDatabase database(sqlite_file(folder.file("my data.sqlite")));
        const auto connection = database.connect();
        connection->queries().execute(kCreate);
        connection->queries().execute(kInsert, 1);
        CHECK(connection->queries().find<Text>(kJournal)->value == "wal");
        CHECK(number(connection->queries(), kSynchronous) == 0);
    }
    CHECK(std::filesystem::exists(folder.file("my data.sqlite")));
    auto options = sqlite_file(folder.file("my data.sqlite"));
    options.sqlite_synchronous = database::SqliteSynchronous::full;
    TestDatabase database(options);
    const auto connection = database.connect();
    CHECK(number(connection->queries(), kCount) == 1);
    CHECK(number(connection->queries(), kSynchronous) == 2);
}

TEST_CASE("a writer waits for that of another program on the same SQLite file", "[database][sqlite][concurrency]")
{
    const TemporaryFolder folder;
    TestDatabase ours(sqlite_file(folder.file("shared.sqlite")));
    TestDatabase theirs(sqlite_file(folder.file("shared.sqlite")));
    ours.connect()->queries().execute(kCreate);
    Gate has_lock;
    {
        const std::jthread writer([&] {
            theirs.connect()->transaction([&](Transaction& tx) {
                tx.execute(kInsert, 1);
                has_lock.open();
                std::this_thread::sleep_for(50ms);
            });
        });
        CHECK(has_lock.wait());
        ours.connect()->queries().execute(kInsert, 2);
    }
    CHECK(number(ours.connect()->queries(), kCount) == 2);
}

TEST_CASE("a database that cannot be reached is unavailable", "[database]")
{
    database::Options options;
    options.backend = GENERATE(Backend::postgresql, Backend::sqlite);
    options.connection =
        options.backend == Backend::sqlite ? "/nowhere/at all.sqlite" : "postgresql://nobody@127.0.0.1:1/nothing";
    TestDatabase database(options);
    const auto connection = database.connect();
    CHECK_THROWS_AS(connection->queries().execute(kCreate), Unavailable);
    CHECK_THROWS_AS(connection->transaction([](Transaction&) {}), Unavailable);
}

TEST_CASE("an SQL Server that cannot be reached is unavailable", "[database][sqlserver]")
{
    database::Options options;
    options.backend = Backend::sqlserver;
    options.connection = "Driver=FreeTDS;Server=127.0.0.1;Port=1;Database=backbone;UID=sa;PWD=none";
    TestDatabase database(options);
    const auto connection = database.connect();
    CHECK_THROWS_AS(connection->queries().execute(kCreate), Unavailable);
}

TEST_CASE("the session that came back last goes out first", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        auto first = database.connect();
        auto second = database.connect();
        const auto first_id = number(first->queries(), kSessionId);
        const auto second_id = number(second->queries(), kSessionId);
        CHECK(first_id != second_id);
        second.reset();
        first.reset();
        CHECK(number(database.connect()->queries(), kSessionId) == first_id);
    });
}

TEST_CASE("a statement that takes too long is ended", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& shared) {
        auto options = shared.options();
        options.statement_timeout = 50ms;
        TestDatabase database(options);
        const auto connection = database.connect();
        CHECK_THROWS_AS(connection->queries().find<Number>(kSleep), Unavailable);
        CHECK_NOTHROW(connection->queries().find<Number>(kSessionId));
    });
}

TEST_CASE("sessions that the server ended while they were idle are replaced unnoticed", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        database.connect()->queries().execute(kDrop);
        database.connect()->queries().execute(kCreate);
        // A lone write is not repeated: the pool must know beforehand that the session has gone.
        for (int id = 0; id < 3; ++id) {
            database.connect()->queries().execute(kInsert, id);
            end_sessions_of_others(*another(database));
        }
        database.connect()->transaction([](Transaction& tx) { tx.execute(kInsert, 3); });
        CHECK(database.statements.repetitions() == 0);
        CHECK(number(database.connect()->queries(), kCount) == 4);
    });
}

TEST_CASE("a read whose session has gone is done on another session", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        const auto connection = database.connect();
        const auto before = number(connection->queries(), kSessionId);
        another(database)->connect()->queries().find<Number>(kEnd, before);
        CHECK(number(connection->queries(), kSessionId) != before);
    });
}

TEST_CASE("a write whose session has gone is not done twice", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        database.connect()->queries().execute(kDrop);
        database.connect()->queries().execute(kCreate);
        const auto connection = database.connect();
        connection->queries().execute(kInsert, 1);
        const auto session = number(connection->queries(), kSessionId);
        another(database)->connect()->queries().find<Number>(kEnd, session);
        CHECK_THROWS_AS(connection->queries().execute(kInsert, 2), OutcomeUnknown);
        connection->queries().execute(kInsert, 3);
        CHECK(number(connection->queries(), kCount) == 2);
    });
}

TEST_CASE("a write that could not even be prepared is done on another session", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        database.connect()->queries().execute(kDrop);
        database.connect()->queries().execute(kCreate);
        const auto connection = database.connect();
        const auto session = number(connection->queries(), kSessionId);
        another(database)->connect()->queries().find<Number>(kEnd, session);
        connection->queries().execute(kInsert, 1);
        CHECK(number(connection->queries(), kCount) == 1);
    });
}

TEST_CASE("a transaction whose session goes before the commit runs again", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        database.connect()->queries().execute(kDrop);
        database.connect()->queries().execute(kCreate);
        int attempts = 0;
        database.connect()->transaction([&](Transaction& tx) {
            tx.execute(kInsert, 1);
            if (++attempts == 1) {
                const auto session = number(tx, kSessionId);
                another(database)->connect()->queries().find<Number>(kEnd, session);
            }
            tx.execute(kInsert, 2);
        });
        CHECK(attempts == 2);
        CHECK(number(database.connect()->queries(), kCount) == 2);
    });
}

TEST_CASE("a commit that is interrupted is told as unavailable", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        database.connect()->queries().execute(kDrop);
        database.connect()->queries().execute(kCreate);
        database.connect()->queries().execute(kEndSession);
        database.connect()->queries().execute(kEndSessionInCommit);
        int attempts = 0;
        const auto interrupted = [&](Transaction& tx) {
            ++attempts;
            tx.execute(kInsert, 1);
        };
        CHECK_THROWS_AS(database.connect()->transaction(interrupted), OutcomeUnknown);
        CHECK(attempts == 1);
        CHECK(number(database.connect()->queries(), kCount) == 0);
    });
}

TEST_CASE("a write goes to another session when the server of this one takes no writes any more",
          "[database][postgresql]")
{
    on_postgresql([](TestDatabase& database) {
        database.connect()->queries().execute(kDrop);
        database.connect()->queries().execute(kCreate);
        const auto connection = database.connect();
        connection->queries().execute(Statement{"test.stand_by", "SET default_transaction_read_only = on"});
        connection->queries().execute(kInsert, 1);
        connection->queries().execute(Statement{"test.stand_by", "SET default_transaction_read_only = on"});
        connection->transaction([](Transaction& tx) { tx.execute(kInsert, 2); });
        CHECK(number(connection->queries(), kCount) == 2);
    });
}

TEST_CASE("sessions run at read committed, whatever the server's default is", "[database][postgresql]")
{
    on_postgresql([](TestDatabase& shared) {
        auto options = shared.options();
        options.connection += options.connection.find('?') == std::string::npos ? '?' : '&';
        options.connection += "options=-c%20default_transaction_isolation%3Dserializable";
        TestDatabase database(options);
        CHECK(database.connect()->queries().find<Text>(kIsolation)->value == "read committed");
    });
}
