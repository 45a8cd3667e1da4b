#include "program/schema.hpp"

#include <stdexcept>

#include <fmt/format.h>

#include "database/migrations.hpp"

namespace backbone::program {

void require_current_schema(Database& database, database::Backend backend)
{
    const database::SchemaState state = database::schema_state(database, backend);
    database::refuse_foreign_schema(state);
    if (!state.pending.empty()) {
        throw std::runtime_error(fmt::format(
            "The database's schema lacks {} migration(s). Run 'backbone migrate' first.", state.pending.size()));
    }
}

}  // namespace backbone::program
