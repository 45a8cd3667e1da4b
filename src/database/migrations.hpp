#pragma once

#include <string>
#include <vector>

#include <backbone/environment.hpp>

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

/// How the schema stands to the migrations that this program brings.
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

/// Brings the schema up to date. Each migration runs in a transaction of its own and is recorded with its checksum in
/// `schema_migrations`; a lock lets several instances do this at once. Throws std::runtime_error, having changed
/// nothing, when an applied migration has changed or is unknown, and with the name of the one that failed.
MigrationReport migrate(const Options& options, const Clock& clock);

/// Looks without changing anything.
SchemaState schema_state(const Options& options);

}  // namespace backbone::database
