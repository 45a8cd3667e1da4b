#pragma once

#include <string>

#include "database/options.hpp"

namespace soci {
class session;
}  // namespace soci

namespace backbone::database {

/// Opens a session and sets it up as the options say. `memory_name` is the path that an SQLite database `:memory:` has
/// in this process, so that several sessions share it. Throws soci::soci_error.
void open_session(soci::session& session, const Options& options, const std::string& memory_name);

/// A libpq connection string or URI with our time limits for a network that has gone silent, which the user's own
/// settings precede.
std::string postgresql_connection(const Options& options);

}  // namespace backbone::database
