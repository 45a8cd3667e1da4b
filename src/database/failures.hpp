#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <backbone/database.hpp>

#include "database/options.hpp"

namespace soci {
class soci_error;
class session;
}  // namespace soci

namespace backbone::database {

/// The session is gone, and a running transaction with it.
class ConnectionLost : public TransientFailure
{
  public:
    using TransientFailure::TransientFailure;
};

/// What an error of the database means for us.
enum class Failure : std::uint8_t {
    unique_violation,
    foreign_key_violation,
    check_violation,
    transient,
    connection_lost,
    /// A prepared statement no longer fits the schema or is gone, or the server takes no writes any more: a new session
    /// will do.
    session_outdated,
    /// Out of disk, connections or time, or shutting down.
    unavailable,
    /// A text that the database cannot store.
    unstorable_text,
    other
};

Failure failure_of_postgresql(std::string_view sqlstate);
Failure failure_of_sqlite(int result_code, std::string_view message);
Failure failure_of_sqlserver(std::string_view sqlstate, int native_code, std::string_view message);

/// Cuts a server's message off where it begins to quote the values that are in the way.
std::string without_values(std::string_view message);

/// An error with the text that may be shown to an operator: it holds no values of parameters.
struct FailureReport
{
    Failure failure;
    std::string message;
};

FailureReport examine(const soci::soci_error& error, Backend backend, soci::session& session);

/// Throws the exception that belongs to the failure. `statement` names what was run.
[[noreturn]] void throw_failure(const FailureReport& report, std::string_view statement);

}  // namespace backbone::database
