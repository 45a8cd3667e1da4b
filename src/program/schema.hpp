#pragma once

#include <functional>
#include <string>

#include <backbone/database.hpp>

#include "database/migrations.hpp"
#include "database/options.hpp"

namespace backbone::program {

/// Applies all pending migrations. With each it waits up to half a minute for a database server that is away, as it may
/// be starting, and tells so. Source: docs/protocol/operations.md §5.
database::MigrationReport bring_up_to_date(Database& database, database::Backend backend,
                                           const std::function<void(const std::string&)>& tell);

/// Throws std::runtime_error, with a message for the operator, when the database has not exactly the migrations of this
/// program: nothing must work on a schema that it does not know.
void require_current_schema(Database& database, database::Backend backend);

}  // namespace backbone::program
