#include "database/connecting.hpp"

#include <soci/odbc/soci-odbc.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace backbone::database {

namespace {

std::string in_seconds(std::chrono::milliseconds duration)
{
    return std::to_string(std::max<std::int64_t>(1, std::chrono::ceil<std::chrono::seconds>(duration).count()));
}

std::string in_milliseconds(std::chrono::milliseconds duration)
{
    return std::to_string(duration.count());
}

void open_postgresql(soci::session& session, const Options& options)
{
    session.open(soci::postgresql, postgresql_connection(options));
    auto* backend = static_cast<soci::postgresql_session_backend*>(session.get_backend());
    // libpq would print warnings of the server to our standard error.
    PQsetNoticeProcessor(
        backend->conn_, [](void*, const char*) {}, nullptr);
    session << "SET statement_timeout = "
            << in_milliseconds(options.statement_timeout)
            // A transaction whose instance hangs must not keep its locks.
            << "; SET idle_in_transaction_session_timeout = '60s'"
            << "; SET default_transaction_isolation = 'read committed'"
            // Compiling costs more than any statement of ours.
            << "; SET jit = off";
}

std::string_view name_of(SqliteSynchronous synchronous)
{
    switch (synchronous) {
        case SqliteSynchronous::off:
            return "OFF";
        case SqliteSynchronous::normal:
            return "NORMAL";
        case SqliteSynchronous::full:
            break;
    }
    return "FULL";
}

void open_sqlite_file(soci::session& session, const Options& options, const std::string& memory_name)
{
    const bool in_memory = options.connection == ":memory:";
    const std::string file = in_memory ? "file:" + memory_name + "?vfs=memdb" : options.connection;
    // What is busy is tried several times, so that each wait is a part of the whole.
    const auto timeout = options.statement_timeout / 5;
    session.open(soci::sqlite3, "dbname=\"" + file + "\" timeout=" + in_seconds(timeout));
    session << "PRAGMA foreign_keys = ON";
    // In KiB, per session: many sessions share the system's page cache anyway.
    session << "PRAGMA cache_size = -512";
    session << "PRAGMA synchronous = " << name_of(options.sqlite_synchronous);
    if (!in_memory) {
        std::string mode;
        session << "PRAGMA journal_mode = WAL", soci::into(mode);
        long long limit = 0;
        session << "PRAGMA journal_size_limit = 67108864", soci::into(limit);
    }
}

/// SQLite's own messages do not say which file it is about.
void open_sqlite(soci::session& session, const Options& options, const std::string& memory_name)
{
    try {
        open_sqlite_file(session, options, memory_name);
    } catch (const soci::soci_error& error) {
        throw soci::soci_error("the database file '" + options.connection +
                               "' cannot be used: " + error.get_error_message());
    }
}

/// Runs a batch of T-SQL as it is. SOCI would prepare it, and what a prepared batch SETs ends with it.
void run_batch(soci::odbc_session_backend& session, const std::string& sql)
{
    SQLHSTMT statement = nullptr;
    if (soci::is_odbc_error(SQLAllocHandle(SQL_HANDLE_STMT, session.hdbc_, &statement))) {
        throw soci::odbc_soci_error(SQL_HANDLE_DBC, session.hdbc_, "setting up the session");
    }
    const SQLRETURN result = SQLExecDirect(statement, soci::details::sqlchar_cast(sql), SQL_NTS);
    if (soci::is_odbc_error(result)) {
        const soci::odbc_soci_error error(SQL_HANDLE_STMT, statement, "setting up the session");
        SQLFreeHandle(SQL_HANDLE_STMT, statement);
        throw error;
    }
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
}

void open_sqlserver(soci::session& session, const Options& options)
{
    soci::connection_parameters parameters(soci::odbc, options.connection);
    parameters.set_option(soci::odbc_option_driver_complete, std::to_string(SQL_DRIVER_NOPROMPT));
    session.open(parameters);
    // Writing to a table with filtered indexes needs the ANSI settings, which not every driver makes.
    run_batch(*static_cast<soci::odbc_session_backend*>(session.get_backend()),
              "SET LOCK_TIMEOUT " + in_milliseconds(options.statement_timeout) +
                  "; SET ANSI_NULLS, ANSI_PADDING, ANSI_WARNINGS, ARITHABORT, CONCAT_NULL_YIELDS_NULL, "
                  "QUOTED_IDENTIFIER ON; SET NUMERIC_ROUNDABORT OFF");
}

}  // namespace

std::string postgresql_connection(const Options& options)
{
    const std::array<std::pair<std::string_view, std::string>, 5> defaults{{
        {"connect_timeout", in_seconds(options.connect_timeout)},
        {"keepalives_idle", "30"},
        {"keepalives_interval", "5"},
        {"keepalives_count", "3"},
        {"tcp_user_timeout", in_milliseconds(options.statement_timeout + options.connect_timeout)},
    }};
    std::string connection = options.connection;
    const bool is_uri = connection.starts_with("postgresql://") || connection.starts_with("postgres://");
    for (const auto& [name, value] : defaults) {
        if (connection.find(name) != std::string::npos) continue;
        if (is_uri) {
            connection += connection.find('?') == std::string::npos ? '?' : '&';
        } else if (!connection.empty()) {
            connection += ' ';
        }
        connection += name;
        connection += '=';
        connection += value;
    }
    return connection;
}

void open_session(soci::session& session, const Options& options, const std::string& memory_name)
{
    switch (options.backend) {
        case Backend::postgresql:
            open_postgresql(session, options);
            break;
        case Backend::sqlite:
            open_sqlite(session, options, memory_name);
            break;
        case Backend::sqlserver:
            open_sqlserver(session, options);
            break;
    }
}

}  // namespace backbone::database
