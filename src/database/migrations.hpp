#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/database.hpp>

#include "database/embedded_migrations.hpp"
#include "database/options.hpp"

namespace backbone::database {

/// What `migrate` did.
struct MigrationReport
{
    /// Names of the migrations that were applied now, in their order.
    std::vector<std::string> applied;
    /// How many the schema had before.
    std::size_t already_applied = 0;
};

/// How the schema stands to the migrations that this program brings. Each member lists names.
struct SchemaState
{
    std::vector<std::string> applied;
    std::vector<std::string> pending;
    /// Applied, but not known to this program: the schema is newer.
    std::vector<std::string> unknown;
    /// Applied with another text than this program brings.
    std::vector<std::string> changed;

    bool is_current() const { return pending.empty() && unknown.empty() && changed.empty(); }
};

/// What becomes of a migration that finds the database away or busy.
struct Patience
{
    /// How long to wait before each further attempt.
    std::vector<std::chrono::milliseconds> pauses;
    /// Is told what was wrong before each pause.
    std::function<void(std::string_view error, std::chrono::milliseconds pause)> before_pause;
};

/// Brings the schema up to date, forward only. Each migration runs in a transaction of its own and is recorded with its
/// checksum in `schema_migrations`; a lock lets several instances do this at once. Throws std::runtime_error with the
/// names, having changed nothing, when applied migrations have changed or are unknown; and with the name of the
/// migration that failed, which is rolled back while those before it stay. Throws Unavailable when the patience has
/// been used up by one migration.
MigrationReport migrate(Database& database, Backend backend,
                        std::span<const EmbeddedMigration> migrations = embedded_migrations(),
                        const Patience& patience = {});

/// Looks without changing anything.
SchemaState schema_state(Database& database, Backend backend,
                         std::span<const EmbeddedMigration> migrations = embedded_migrations());

/// Throws std::runtime_error that tells what is wrong when changed or unknown migrations were applied.
void refuse_foreign_schema(const SchemaState& state);

}  // namespace backbone::database
