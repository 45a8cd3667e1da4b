#pragma once

#include <soci/odbc/soci-odbc.h>

#include <vector>

#include "database/prepared_statement.hpp"

namespace backbone::database {

/// Reads the next row of an executed ODBC statement; false when there is none.
///
/// SOCI would bind each column to a buffer of its maximal size, which it takes for 100 MB where the type has no limit
/// (VARCHAR(MAX)). So the columns stay unbound and are read one after the other, in pieces if need be.
bool fetch_row(soci::odbc_statement_backend& statement, std::vector<Buffer>& columns);

}  // namespace backbone::database
