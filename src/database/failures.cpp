#include "database/failures.hpp"

#include <soci/odbc/soci-odbc.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <array>

#include <backbone/check_violation.hpp>
#include <backbone/error.hpp>

namespace backbone::database {

namespace {

template <std::size_t N>
bool is_one_of(std::string_view value, const std::array<std::string_view, N>& values)
{
    return std::ranges::find(values, value) != values.end();
}

std::string_view text_of(const SQLCHAR* text)
{
    return reinterpret_cast<const char*>(text);
}

}  // namespace

Failure failure_of_postgresql(std::string_view sqlstate)
{
    using namespace std::string_view_literals;
    // https://www.postgresql.org/docs/15/errcodes-appendix.html
    constexpr std::array kTransient{"40001"sv, "40P01"sv, "55P03"sv};
    constexpr std::array kLost{"57P01"sv, "57P02"sv, "57P03"sv, "25P03"sv};
    // The last one: the server became a standby; another one of the connection string may take the writes now.
    constexpr std::array kOutdated{"0A000"sv, "26000"sv, "25006"sv};
    constexpr std::array kUnstorable{"22021"sv, "22P05"sv};
    if (sqlstate == "23505") return Failure::unique_violation;
    if (sqlstate == "23503") return Failure::foreign_key_violation;
    if (sqlstate == "23514") return Failure::check_violation;
    if (is_one_of(sqlstate, kTransient)) return Failure::transient;
    if (is_one_of(sqlstate, kLost) || sqlstate.starts_with("08")) return Failure::connection_lost;
    if (is_one_of(sqlstate, kOutdated)) return Failure::session_outdated;
    if (is_one_of(sqlstate, kUnstorable)) return Failure::unstorable_text;
    if (sqlstate == "57014" || sqlstate.starts_with("53")) return Failure::unavailable;
    return Failure::other;
}

Failure failure_of_sqlite(int result_code, std::string_view message)
{
    // https://www.sqlite.org/rescode.html; the low byte is the primary code.
    switch (result_code & 0xff) {
        case SQLITE_CONSTRAINT:
            if (message.find("UNIQUE constraint failed") != std::string_view::npos) return Failure::unique_violation;
            if (message.find("FOREIGN KEY constraint failed") != std::string_view::npos) {
                return Failure::foreign_key_violation;
            }
            if (message.find("CHECK constraint failed") != std::string_view::npos) return Failure::check_violation;
            return Failure::other;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return Failure::transient;
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_READONLY:
            return Failure::unavailable;
        default:
            return Failure::other;
    }
}

Failure failure_of_sqlserver(std::string_view sqlstate, int native_code, std::string_view message)
{
    // https://learn.microsoft.com/sql/relational-databases/errors-events/database-engine-events-and-errors
    switch (native_code) {
        case 2601:  // duplicate in a unique index
        case 2627:
            return Failure::unique_violation;
        case 547:
            // The same number tells of a CHECK constraint.
            return message.find("CHECK constraint") == std::string_view::npos ? Failure::foreign_key_violation
                                                                              : Failure::check_violation;
        case 1204:  // out of locks
        case 1205:  // deadlock victim
        case 3960:  // snapshot conflict
            return Failure::transient;
        case 20004:  // FreeTDS: cannot read from the server
        case 20006:  // FreeTDS: cannot write to the server
        case 20017:  // FreeTDS: unexpected end of the connection
        case 20047:  // FreeTDS: the connection is dead
            return Failure::connection_lost;
        case 1222:  // lock timeout
        case 1105:  // file group full
        case 9002:  // log full
        case 701:   // out of memory
            return Failure::unavailable;
        default:
            break;
    }
    if (sqlstate.starts_with("08")) return Failure::connection_lost;
    if (sqlstate.starts_with("HYT")) return Failure::unavailable;
    return Failure::other;
}

std::string without_values(std::string_view message)
{
    message = message.substr(0, message.find('\n'));                                  // PostgreSQL's DETAIL
    return std::string(message.substr(0, message.find(" The duplicate key value")));  // SQL Server
}

FailureReport examine(const soci::soci_error& error, Backend backend, soci::session& session)
{
    // what() would add the values of all parameters.
    const std::string message = error.get_error_message();
    Failure failure = Failure::other;
    switch (backend) {
        case Backend::postgresql: {
            const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&error);
            if (known != nullptr) failure = failure_of_postgresql(known->sqlstate());
            auto* connection = static_cast<soci::postgresql_session_backend*>(session.get_backend());
            if (connection != nullptr && PQstatus(connection->conn_) == CONNECTION_BAD) {
                failure = Failure::connection_lost;
            }
            break;
        }
        case Backend::sqlite:
            if (const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
                failure = failure_of_sqlite(known->result(), message);
            }
            break;
        case Backend::sqlserver:
            if (const auto* known = dynamic_cast<const soci::odbc_soci_error*>(&error)) {
                failure = failure_of_sqlserver(text_of(known->odbc_error_code()), known->native_error_code(),
                                               text_of(known->odbc_error_message()));
            }
            break;
    }
    return {failure, without_values(message)};
}

void throw_failure(const FailureReport& report, std::string_view statement)
{
    const std::string text = std::string(statement) + ": " + report.message;
    switch (report.failure) {
        case Failure::unique_violation:
            throw UniqueViolation(text);
        case Failure::foreign_key_violation:
            throw ForeignKeyViolation(text);
        case Failure::check_violation:
            throw CheckViolation(text);
        case Failure::transient:
        case Failure::session_outdated:
            throw TransientFailure(text);
        case Failure::connection_lost:
            throw ConnectionLost(text);
        case Failure::unavailable:
            throw Unavailable(text);
        case Failure::unstorable_text:
            throw input_cannot_be_parsed("", "The text holds characters that cannot be stored.");
        case Failure::other:
            break;
    }
    throw std::runtime_error(text);
}

}  // namespace backbone::database
