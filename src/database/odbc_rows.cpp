#include "database/odbc_rows.hpp"

#include <algorithm>
#include <array>

namespace backbone::database {

namespace {

void check(SQLRETURN result, SQLHSTMT statement)
{
    if (soci::is_odbc_error(result)) throw soci::odbc_soci_error(SQL_HANDLE_STMT, statement, "reading a column");
}

void read_text(SQLHSTMT statement, SQLUSMALLINT column, Buffer& buffer)
{
    std::array<char, 4096> piece{};
    buffer.text.clear();
    while (true) {
        SQLLEN left = 0;
        const SQLRETURN result = SQLGetData(statement, column, SQL_C_CHAR, piece.data(), piece.size(), &left);
        if (result == SQL_NO_DATA) return;
        check(result, statement);
        if (left == SQL_NULL_DATA) {
            buffer.indicator = soci::i_null;
            return;
        }
        // A piece that is not the last one fills the array, but for the closing zero.
        const auto full = static_cast<SQLLEN>(piece.size() - 1);
        const SQLLEN length = left == SQL_NO_TOTAL ? full : std::min(left, full);
        buffer.text.append(piece.data(), static_cast<std::size_t>(length));
        if (result == SQL_SUCCESS) return;
    }
}

void read_integer(SQLHSTMT statement, SQLUSMALLINT column, Buffer& buffer)
{
    SQLLEN length = 0;
    check(SQLGetData(statement, column, SQL_C_SBIGINT, &buffer.integer, sizeof buffer.integer, &length), statement);
    if (length == SQL_NULL_DATA) buffer.indicator = soci::i_null;
}

}  // namespace

bool fetch_row(soci::odbc_statement_backend& statement, std::vector<Buffer>& columns)
{
    if (statement.fetch(1) == soci::details::statement_backend::ef_no_data) return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto column = static_cast<SQLUSMALLINT>(i + 1);
        columns[i].indicator = soci::i_ok;
        if (columns[i].kind == ColumnKind::text) {
            read_text(statement.hstmt_, column, columns[i]);
        } else {
            read_integer(statement.hstmt_, column, columns[i]);
        }
    }
    return true;
}

}  // namespace backbone::database
