#include "database/migrations.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <backbone/crypto.hpp>
#include <backbone/error.hpp>

#include "database/sql_script.hpp"

namespace backbone::database {

namespace {

/// What the databases say differently while they migrate. An empty text is not run.
struct Dialect
{
    /// Counts the tables with the name schema_migrations.
    Statement count_history;
    Statement create_history;
    /// Lets a statement of this transaction run as long as it needs.
    Statement lift_time_limit;
    /// Held until the transaction ends.
    Statement lock;
};

constexpr Dialect kSqlite{
    .count_history = {"migrations.count_history",
                      "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"},
    .create_history = {"migrations.create_history", R"(
        CREATE TABLE schema_migrations (
            number INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL))"},
    // BEGIN IMMEDIATE is the lock.
    .lift_time_limit = {},
    .lock = {}};

constexpr Dialect kPostgresql{.count_history = {"migrations.count_history", R"(
        SELECT COUNT(*) FROM information_schema.tables
        WHERE table_schema = current_schema() AND table_name = 'schema_migrations')"},
                              .create_history = {"migrations.create_history", R"(
        CREATE TABLE schema_migrations (
            number INTEGER NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL, checksum VARCHAR(64) NOT NULL,
            applied_at BIGINT NOT NULL))"},
                              .lift_time_limit = {"migrations.lift_time_limit", "SET LOCAL statement_timeout = 0"},
                              .lock = {"migrations.lock", "SELECT pg_advisory_xact_lock(7164225831)"}};

constexpr Dialect kSqlserver{.count_history = {"migrations.count_history", R"(
        SELECT COUNT(*) FROM INFORMATION_SCHEMA.TABLES
        WHERE TABLE_SCHEMA = SCHEMA_NAME() AND TABLE_NAME = 'schema_migrations')"},
                             .create_history = {"migrations.create_history", R"(
        CREATE TABLE schema_migrations (
            number INTEGER NOT NULL PRIMARY KEY, name VARCHAR(200) NOT NULL, checksum VARCHAR(64) NOT NULL,
            applied_at BIGINT NOT NULL))"},
                             .lift_time_limit = {},
                             .lock = {"migrations.lock", R"(
        DECLARE @result INTEGER;
        EXEC @result = sp_getapplock @Resource = 'backbone migrations', @LockMode = 'Exclusive',
            @LockOwner = 'Transaction', @LockTimeout = 600000;
        IF @result < 0 THROW 50000, 'Another instance holds the lock for migrations.', 1)"}};

constexpr Statement kSelectApplied{"migrations.select", R"(
    SELECT number, name, checksum FROM schema_migrations ORDER BY number)"};

constexpr Statement kRecord{"migrations.record", R"(
    INSERT INTO schema_migrations (number, name, checksum, applied_at)
    VALUES (:number, :name, :checksum, :applied_at))"};

constexpr Statement kSelectCollation{"migrations.select_collation", R"(
    SELECT CAST(DATABASEPROPERTYEX(DB_NAME(), 'Collation') AS VARCHAR(128)))"};

const Dialect& dialect_of(Backend backend)
{
    switch (backend) {
        case Backend::postgresql:
            return kPostgresql;
        case Backend::sqlserver:
            return kSqlserver;
        case Backend::sqlite:
            break;
    }
    return kSqlite;
}

struct AppliedMigration
{
    int number;
    std::string name;
    std::string checksum;
};

struct Count
{
    std::int64_t value;
};

struct Collation
{
    std::string name;
};

std::string checksum_of(const EmbeddedMigration& migration)
{
    return to_hex(sha256(as_bytes(migration.sql)));
}

void run_if_any(Queries& queries, const Statement& statement)
{
    if (!statement.sql.empty()) queries.execute(statement);
}

bool has_history(Queries& queries, Backend backend)
{
    return queries.find<Count>(dialect_of(backend).count_history)->value > 0;
}

SchemaState compare(const std::vector<AppliedMigration>& history, Backend backend,
                    std::span<const EmbeddedMigration> migrations)
{
    SchemaState state;
    for (const AppliedMigration& applied : history) {
        const auto known = std::ranges::find_if(migrations, [&](const EmbeddedMigration& migration) {
            return migration.backend == backend && migration.number == applied.number;
        });
        if (known == migrations.end()) {
            state.unknown.push_back(applied.name);
        } else if (checksum_of(*known) != applied.checksum) {
            state.changed.push_back(applied.name);
        } else {
            state.applied.push_back(applied.name);
        }
    }
    for (const EmbeddedMigration& migration : migrations) {
        if (migration.backend != backend) continue;
        const auto applied = std::ranges::find(history, migration.number, &AppliedMigration::number);
        if (applied == history.end()) state.pending.emplace_back(migration.name);
    }
    return state;
}

/// Only then do ids keep their case and texts all their characters, as parameters too have the database's collation.
void check_collation(Queries& queries)
{
    const std::string name = queries.find<Collation>(kSelectCollation)->name;
    if (!name.ends_with("_BIN2_UTF8")) {
        throw std::runtime_error(fmt::format(
            "the database has the collation {}; create it with COLLATE Latin1_General_100_BIN2_UTF8", name));
    }
}

void apply(Transaction& tx, const EmbeddedMigration& migration)
{
    try {
        for (const std::string& sql : split_script(migration.sql)) tx.execute(Statement{migration.name, sql});
        tx.execute(kRecord, migration.number, migration.name, checksum_of(migration), tx.now());
    } catch (const TransientFailure&) {
        throw;
    } catch (const Unavailable&) {
        throw;
    } catch (const std::exception& error) {
        throw std::runtime_error(fmt::format("the migration {} failed: {}", migration.name, error.what()));
    }
}

/// Applies the first pending migration, under the lock. Absent when there is none.
std::optional<std::string> apply_next(Transaction& tx, Backend backend, std::span<const EmbeddedMigration> migrations,
                                      std::size_t& already_applied)
{
    const Dialect& dialect = dialect_of(backend);
    run_if_any(tx, dialect.lift_time_limit);
    run_if_any(tx, dialect.lock);
    if (!has_history(tx, backend)) {
        if (backend == Backend::sqlserver) check_collation(tx);
        tx.execute(dialect.create_history);
    }
    // Only now, since another instance may have held the lock until a moment ago.
    const auto history = tx.select<AppliedMigration>(kSelectApplied);
    const SchemaState state = compare(history, backend, migrations);
    refuse_foreign_schema(state);
    already_applied = history.size();
    if (state.pending.empty()) return std::nullopt;
    const auto next = std::ranges::find_if(migrations, [&](const EmbeddedMigration& migration) {
        return migration.backend == backend && migration.name == state.pending.front();
    });
    apply(tx, *next);
    return std::string(next->name);
}

/// Does `work` again after each of the pauses, as long as the database is unavailable.
template <class Work>
auto patiently(const Patience& patience, Work&& work)
{
    for (auto pause = patience.pauses.begin();; ++pause) {
        try {
            return work();
        } catch (const Unavailable& error) {
            if (pause == patience.pauses.end()) throw;
            patience.before_pause(error.what(), *pause);
        }
        std::this_thread::sleep_for(*pause);
    }
}

}  // namespace

MigrationReport migrate(Database& database, Backend backend, std::span<const EmbeddedMigration> migrations,
                        const Patience& patience)
{
    MigrationReport report;
    while (true) {
        std::size_t already_applied = 0;
        auto applied = patiently(patience, [&] {
            return database.connect()->transaction(
                [&](Transaction& tx) { return apply_next(tx, backend, migrations, already_applied); });
        });
        if (!applied) {
            report.already_applied = already_applied - report.applied.size();
            return report;
        }
        report.applied.push_back(std::move(*applied));
    }
}

SchemaState schema_state(Database& database, Backend backend, std::span<const EmbeddedMigration> migrations)
{
    const auto connection = database.connect();
    Queries& queries = connection->queries();
    std::vector<AppliedMigration> history;
    if (has_history(queries, backend)) history = queries.select<AppliedMigration>(kSelectApplied);
    return compare(history, backend, migrations);
}

void refuse_foreign_schema(const SchemaState& state)
{
    if (!state.unknown.empty()) {
        throw std::runtime_error(fmt::format("the database is newer than this program: it has the migrations {}",
                                             fmt::join(state.unknown, ", ")));
    }
    if (!state.changed.empty()) {
        throw std::runtime_error(fmt::format("applied migrations have another text than this program brings: {}",
                                             fmt::join(state.changed, ", ")));
    }
}

}  // namespace backbone::database
