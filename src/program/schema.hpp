#pragma once

#include <backbone/database.hpp>

#include "database/options.hpp"

namespace backbone::program {

/// Throws std::runtime_error, with a message for the operator, when the database has not exactly the migrations of this
/// program: nothing must work on a schema that it does not know.
void require_current_schema(Database& database, database::Backend backend);

}  // namespace backbone::program
