#include "program/schema.hpp"

#include <stdexcept>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace backbone::program {

database::MigrationReport bring_up_to_date(Database& database, database::Backend backend,
                                           const std::function<void(const std::string&)>& tell)
{
    database::Patience patience;
    patience.before_pause = [&](std::string_view error, std::chrono::milliseconds pause) {
        tell(fmt::format("{}; trying again in {}", error, std::chrono::duration_cast<std::chrono::seconds>(pause)));
    };
    // A file that cannot be opened will not appear by waiting.
    if (backend != database::Backend::sqlite) {
        patience.pauses = {std::chrono::seconds{5}, std::chrono::seconds{10}, std::chrono::seconds{15}};
    }
    return database::migrate(database, backend, database::embedded_migrations(), patience);
}

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
