#include <catch2/catch.hpp>

#include <array>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <backbone/database.hpp>
#include <backbone/error.hpp>

#include "database/migrations.hpp"
#include "support/databases.hpp"

using namespace backbone;
using namespace std::chrono_literals;
using backbone::testing::TestDatabase;
using database::Backend;
using database::EmbeddedMigration;
using Names = std::vector<std::string>;

namespace {

constexpr Statement kCountTables{"test.count_tables", "SELECT COUNT(*) FROM first"};
constexpr Statement kCountHistory{"test.count_history", "SELECT COUNT(*) FROM schema_migrations"};
constexpr Statement kAppliedAt{"test.applied_at", "SELECT applied_at FROM schema_migrations WHERE number = 1"};

struct Number
{
    std::int64_t value;
};

constexpr const char* kCreateFirst =
    "-- The first one.\nCREATE TABLE first (id BIGINT);\n\nCREATE INDEX first_by_id ON first (id);\n";
constexpr const char* kCreateSecond = "CREATE TABLE second (id BIGINT);\n";
constexpr const char* kFail = "CREATE TABLE third (id BIGINT);\nINSERT INTO nowhere VALUES (1);\n";

/// Migrations for both databases that we can test on.
class Migrations
{
  public:
    Migrations& add(int number, const char* name, const char* sql)
    {
        for (const Backend backend : {Backend::sqlite, Backend::postgresql})
            all_.push_back({backend, number, name, sql});
        return *this;
    }
    std::span<const EmbeddedMigration> all() const { return all_; }

  private:
    std::vector<EmbeddedMigration> all_;
};

/// A database without any migrations.
std::unique_ptr<TestDatabase> empty_database(Backend backend)
{
    database::Options options;
    options.backend = backend;
    options.connection = backend == Backend::sqlite ? ":memory:" : testing::new_postgresql_database();
    return options.connection.empty() ? nullptr : std::make_unique<TestDatabase>(options);
}

/// As TEST_ON_EACH_DATABASE, on empty databases.
void on_each_empty_database(void (*body)(TestDatabase&))
{
    SECTION("SQLite")
    {
        testing::run_on(empty_database(Backend::sqlite), body);
    }
    SECTION("PostgreSQL")
    {
        testing::run_on(empty_database(Backend::postgresql), body);
    }
}

/// A database that is away at first, and again after each use.
class AwayDatabase final : public Database
{
  public:
    AwayDatabase(Database& database, int attempts) : database_(database), attempts_(attempts) {}

    std::unique_ptr<Connection> connect() override
    {
        if (++failed_ <= attempts_) throw Unavailable("the server is starting");
        failed_ = 0;
        return database_.connect();
    }

  private:
    Database& database_;
    int attempts_;
    int failed_ = 0;
};

database::MigrationReport migrate(TestDatabase& database, const Migrations& migrations)
{
    return database::migrate(database.database(), database.options().backend, migrations.all());
}

database::SchemaState state(TestDatabase& database, const Migrations& migrations)
{
    return database::schema_state(database.database(), database.options().backend, migrations.all());
}

std::int64_t number(TestDatabase& database, const Statement& statement)
{
    return database.connect()->queries().find<Number>(statement)->value;
}

}  // namespace

TEST_CASE("the program's own migrations apply to an empty database, once", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        const Backend backend = database.options().backend;
        CHECK_FALSE(database::schema_state(database.database(), backend).is_current());
        const auto report = database::migrate(database.database(), backend);
        CHECK(report.applied.size() >= 2);
        CHECK(report.applied.front() == "0001_kernel_outbox");
        CHECK(report.already_applied == 0);
        CHECK(database::schema_state(database.database(), backend).is_current());
        const auto again = database::migrate(database.database(), backend);
        CHECK(again.applied.empty());
        CHECK(again.already_applied == report.applied.size());
    });
}

TEST_CASE("pending migrations are applied in the order of their numbers", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        Migrations migrations;
        migrations.add(1, "0001_first", kCreateFirst);
        CHECK(migrate(database, migrations).applied == Names{"0001_first"});
        CHECK(number(database, kAppliedAt) == database.clock.now().microseconds());
        // A module's number may lie below one that was applied already.
        migrations = Migrations();
        migrations.add(0, "0000_second", kCreateSecond).add(1, "0001_first", kCreateFirst);
        CHECK(state(database, migrations).pending == Names{"0000_second"});
        CHECK(migrate(database, migrations).applied == Names{"0000_second"});
        CHECK(state(database, migrations).is_current());
    });
}

TEST_CASE("a migration that fails leaves nothing of itself, and all before it", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        Migrations migrations;
        migrations.add(1, "0001_first", kCreateFirst).add(2, "0002_third", kFail).add(3, "0003_second", kCreateSecond);
        CHECK_THROWS_WITH(migrate(database, migrations),
                          Catch::Matchers::Contains("0002_third") && Catch::Matchers::Contains("nowhere"));
        CHECK(state(database, migrations).applied == Names{"0001_first"});
        CHECK(number(database, kCountTables) == 0);
        CHECK_THROWS(database.connect()->queries().execute(Statement{"test.third", "DELETE FROM third"}));
    });
}

TEST_CASE("a migration that was changed after it had been applied is refused by name", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        Migrations before;
        before.add(1, "0001_first", kCreateFirst);
        migrate(database, before);
        Migrations after;
        after.add(1, "0001_first", kCreateSecond).add(2, "0002_second", kCreateSecond);
        CHECK(state(database, after).changed == Names{"0001_first"});
        CHECK_THROWS_WITH(migrate(database, after), Catch::Matchers::Contains("0001_first"));
        CHECK(number(database, kCountHistory) == 1);
    });
}

TEST_CASE("a schema that is newer than the program is refused", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        Migrations newer;
        newer.add(1, "0001_first", kCreateFirst).add(2, "0002_second", kCreateSecond);
        migrate(database, newer);
        Migrations older;
        older.add(1, "0001_first", kCreateFirst).add(3, "0003_third", kFail);
        CHECK(state(database, older).unknown == Names{"0002_second"});
        CHECK_THROWS_WITH(migrate(database, older), Catch::Matchers::Contains("0002_second"));
        CHECK(number(database, kCountHistory) == 2);
    });
}

TEST_CASE("several instances may migrate at the same time", "[database][migrations][concurrency]")
{
    on_each_empty_database([](TestDatabase& database) {
        constexpr std::size_t kInstances = 4;
        std::array<std::size_t, kInstances> applied{};
        std::array<std::string, kInstances> errors;
        {
            std::vector<std::jthread> instances;
            for (std::size_t i = 0; i < kInstances; ++i) {
                instances.emplace_back([&, i] {
                    try {
                        applied[i] = database::migrate(database.database(), database.options().backend).applied.size();
                    } catch (const std::exception& error) {
                        errors[i] = error.what();
                    }
                });
            }
        }
        for (const std::string& error : errors) CHECK(error.empty());
        std::size_t total = 0;
        for (const std::size_t count : applied) total += count;
        CHECK(static_cast<std::int64_t>(total) == number(database, kCountHistory));
    });
}

TEST_CASE("a migration waits for the database, a bounded time", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        const Backend backend = database.options().backend;
        Migrations migrations;
        migrations.add(1, "0001_first", kCreateFirst).add(2, "0002_second", kCreateSecond);
        Names told;
        const database::Patience patience{{1ms, 2ms, 3ms},
                                          [&](std::string_view error, std::chrono::milliseconds pause) {
                                              told.push_back(fmt::format("{}, {}", error, pause.count()));
                                          }};

        AwayDatabase away_for_ever(database.database(), 4);
        CHECK_THROWS_AS(database::migrate(away_for_ever, backend, migrations.all(), patience), Unavailable);
        CHECK(told == Names{"the server is starting, 1", "the server is starting, 2", "the server is starting, 3"});

        AwayDatabase starting(database.database(), 3);
        CHECK(database::migrate(starting, backend, migrations.all(), patience).applied ==
              Names{"0001_first", "0002_second"});
        CHECK(state(database, migrations).is_current());
    });
}

TEST_CASE("a migration that is interrupted is tried again", "[database][migrations][postgresql]")
{
    testing::run_on(empty_database(Backend::postgresql), [](TestDatabase& database) {
        Migrations migrations;
        migrations.add(1, "0001_slow", "SET LOCAL statement_timeout = 20;\nSELECT pg_sleep(10);\n");
        int pauses = 0;
        const database::Patience patience{{1ms, 1ms}, [&](std::string_view, std::chrono::milliseconds) { ++pauses; }};
        CHECK_THROWS_AS(database::migrate(database.database(), Backend::postgresql, migrations.all(), patience),
                        Unavailable);
        CHECK(pauses == 2);
    });
}

TEST_CASE("a migration that is wrong does not become right by waiting", "[database][migrations]")
{
    on_each_empty_database([](TestDatabase& database) {
        Migrations migrations;
        migrations.add(1, "0001_third", kFail);
        const database::Patience patience{{1h}, [](std::string_view, std::chrono::milliseconds) {}};
        CHECK_THROWS_AS(database::migrate(database.database(), database.options().backend, migrations.all(), patience),
                        std::runtime_error);
    });
}
