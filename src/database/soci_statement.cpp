#include "database/soci_statement.hpp"

#include <soci/odbc/soci-odbc.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <stdexcept>
#include <utility>

#include "database/odbc_rows.hpp"

namespace backbone::database {

namespace {

class BufferedRow final : public Row
{
  public:
    explicit BufferedRow(const std::vector<Buffer>& columns) : columns_(columns) {}

    bool is_null(std::size_t column) const override { return columns_[column].indicator == soci::i_null; }
    std::string_view text(std::size_t column) const override { return not_null(column).text; }
    std::int64_t integer(std::size_t column) const override { return not_null(column).integer; }

  private:
    const Buffer& not_null(std::size_t column) const
    {
        if (is_null(column)) throw std::logic_error("column " + std::to_string(column) + " is null");
        return columns_[column];
    }

    const std::vector<Buffer>& columns_;
};

}  // namespace

SociStatement::SociStatement(soci::session& session, Backend backend, ExpandedStatement prepared,
                             std::span<const Parameter> arguments, std::span<const ColumnKind> columns)
    : PreparedStatement(std::move(prepared)),
      backend_(backend),
      arguments_(text().placeholders.size()),
      columns_(columns.size()),
      statement_(session)
{
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
        const Parameter& argument = arguments[text().placeholders[i].argument];
        Buffer& buffer = arguments_[i];
        buffer.kind = argument.list != nullptr ? ColumnKind::text : argument.kind;
        if (buffer.kind == ColumnKind::text) {
            statement_.exchange(soci::use(buffer.text, buffer.indicator));
        } else {
            statement_.exchange(soci::use(buffer.integer, buffer.indicator));
        }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        Buffer& buffer = columns_[i];
        buffer.kind = columns[i];
        if (backend_ == Backend::sqlserver) continue;  // read by odbc_rows
        if (buffer.kind == ColumnKind::text) {
            statement_.exchange(soci::into(buffer.text, buffer.indicator));
        } else {
            statement_.exchange(soci::into(buffer.integer, buffer.indicator));
        }
    }
    statement_.alloc();
    name_placeholders();
    statement_.prepare(text().sql, soci::details::st_repeatable_query);
    statement_.define_and_bind();
}

/// SOCI names the parameters when it describes a failure of ODBC, and does not expect placeholders which it did not
/// write itself.
void SociStatement::name_placeholders()
{
    if (backend_ != Backend::sqlserver) return;
    static_cast<soci::odbc_statement_backend*>(statement_.get_backend())->names_.resize(arguments_.size());
}

std::int64_t SociStatement::run(std::span<const Parameter> arguments, const ReadRow& read)
{
    bind(arguments);
    try {
        const std::int64_t rows = run_and_read(read);
        finish();
        return rows;
    } catch (...) {
        // SOCI forgets to drop its copies of the arguments when a statement fails, and would send one in place of the
        // next NULL.
        statement_.undefine_and_bind();
        statement_.define_and_bind();
        finish();
        throw;
    }
}

void SociStatement::bind(std::span<const Parameter> arguments)
{
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
        const Placeholder& placeholder = text().placeholders[i];
        const Parameter& argument = arguments[placeholder.argument];
        Buffer& buffer = arguments_[i];
        buffer.indicator = argument.is_null ? soci::i_null : soci::i_ok;
        if (buffer.kind == ColumnKind::integer) {
            buffer.integer = argument.integer;
        } else {
            buffer.text = text_at(placeholder, argument);
        }
    }
}

std::int64_t SociStatement::run_and_read(const ReadRow& read)
{
    const BufferedRow row(columns_);
    std::int64_t rows = 0;
    if (backend_ == Backend::sqlserver) {
        statement_.execute(false);
        if (columns_.empty()) return statement_.get_affected_rows();
        auto& backend = *static_cast<soci::odbc_statement_backend*>(statement_.get_backend());
        for (; fetch_row(backend, columns_); ++rows) read(row);
        return rows;
    }
    if (columns_.empty()) {
        statement_.execute(true);
        return statement_.get_affected_rows();
    }
    for (bool found = statement_.execute(true); found; found = statement_.fetch(), ++rows) read(row);
    return rows;
}

void SociStatement::finish() noexcept
{
    if (backend_ == Backend::sqlite) {
        // Else it would keep its read lock.
        sqlite_api::sqlite3_reset(static_cast<soci::sqlite3_statement_backend*>(statement_.get_backend())->stmt_);
    } else {
        // Else the session could run no other statement.
        SQLFreeStmt(static_cast<soci::odbc_statement_backend*>(statement_.get_backend())->hstmt_, SQL_CLOSE);
    }
    for (Buffer& buffer : arguments_) release_if_large(buffer.text);
    for (Buffer& buffer : columns_) release_if_large(buffer.text);
}

}  // namespace backbone::database
