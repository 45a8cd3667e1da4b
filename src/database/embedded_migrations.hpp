#pragma once

#include <span>
#include <string_view>

#include "database/options.hpp"

namespace backbone::database {

/// A file of migrations/, which the build turns into a table (cmake/embed_migrations.cmake).
struct EmbeddedMigration
{
    Backend backend;
    int number;
    /// The file's name without its ending.
    std::string_view name;
    std::string_view sql;
};

/// All migrations of all databases; those of one database in the order of their numbers.
std::span<const EmbeddedMigration> embedded_migrations();

}  // namespace backbone::database
