#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace backbone::database {

enum class Backend : std::uint8_t { sqlite, postgresql, sqlserver };

/// How long SQLite waits for the disk (its `PRAGMA synchronous`). `full` loses nothing in a power cut, `normal` may
/// lose the last commits, `off` may lose the database.
enum class SqliteSynchronous : std::uint8_t { off, normal, full };

/// Which database is used, and how.
struct Options
{
    Backend backend = Backend::sqlite;
    /// SQLite: the path of the file, or `:memory:` for a database that lives as long as the program's Database object.
    /// PostgreSQL: a libpq connection string or URI. SQL Server: an ODBC connection string.
    std::string connection = "backbone.sqlite";
    /// Sessions are opened when they are needed, so many at most: the workers', and a few for jobs and the outbox.
    std::size_t sessions = 24;
    /// For a new session to be opened.
    std::chrono::milliseconds connect_timeout{5'000};
    /// For a session to become free.
    std::chrono::milliseconds acquire_timeout{5'000};
    /// For one statement; on SQLite and SQL Server this limits the wait for locks only.
    std::chrono::milliseconds statement_timeout{20'000};
    SqliteSynchronous sqlite_synchronous = SqliteSynchronous::full;
};

}  // namespace backbone::database
