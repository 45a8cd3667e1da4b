#include "database/prepared_statement.hpp"

#include <soci/odbc/soci-odbc.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <utility>

#include "database/failures.hpp"
#include "database/odbc_rows.hpp"
#include "database/postgresql_pipeline.hpp"

namespace backbone::database {

namespace {

/// A buffer that had to hold more than this gives its memory back: a single large value must not stay in every session.
constexpr std::size_t kKeptCapacity = 16 * 1024;

[[noreturn]] void fail_on_null(std::size_t column)
{
    throw std::logic_error("column " + std::to_string(column) + " is null");
}

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
        if (is_null(column)) fail_on_null(column);
        return columns_[column];
    }

    const std::vector<Buffer>& columns_;
};

/// The first row of a result.
class PostgresqlRow final : public Row
{
  public:
    explicit PostgresqlRow(const PGresult& result) : result_(result) {}

    bool is_null(std::size_t column) const override { return PQgetisnull(&result_, 0, static_cast<int>(column)) != 0; }
    std::string_view text(std::size_t column) const override
    {
        if (is_null(column)) fail_on_null(column);
        const auto number = static_cast<int>(column);
        return {PQgetvalue(&result_, 0, number), static_cast<std::size_t>(PQgetlength(&result_, 0, number))};
    }
    std::int64_t integer(std::size_t column) const override
    {
        const std::string_view digits = text(column);
        std::int64_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
        if (error != std::errc{} || end != digits.data() + digits.size()) {
            throw std::logic_error("column " + std::to_string(column) + " is no integer");
        }
        return value;
    }

  private:
    const PGresult& result_;
};

void release_large(std::vector<Buffer>& buffers)
{
    for (Buffer& buffer : buffers) {
        if (buffer.text.capacity() > kKeptCapacity) std::string().swap(buffer.text);
    }
}

}  // namespace

PreparedStatement::PreparedStatement(const Place& place, std::string_view name, ExpandedStatement text,
                                     std::span<const Parameter> arguments, std::span<const ColumnKind> columns)
    : backend_(place.backend),
      pipeline_(place.pipeline),
      name_(name),
      text_(std::move(text)),
      arguments_(text_.placeholders.size()),
      columns_(columns.size()),
      statement_(place.session)
{
    if (pipeline_ != nullptr) pipeline_->leave();
    exchange(arguments, columns);
    statement_.alloc();
    name_placeholders();
    statement_.prepare(text_.sql, soci::details::st_repeatable_query);
    statement_.define_and_bind();
}

PreparedStatement::~PreparedStatement() = default;

/// Tells SOCI where values come from and go to, on SQLite. On PostgreSQL the pipeline sends the arguments and hands
/// over the rows, on SQL Server odbc_rows reads them.
void PreparedStatement::exchange(std::span<const Parameter> arguments, std::span<const ColumnKind> columns)
{
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
        const Parameter& argument = arguments[text_.placeholders[i].argument];
        Buffer& buffer = arguments_[i];
        buffer.kind = argument.list != nullptr ? ColumnKind::text : argument.kind;
        if (pipeline_ != nullptr) continue;
        if (buffer.kind == ColumnKind::text) {
            statement_.exchange(soci::use(buffer.text, buffer.indicator));
        } else {
            statement_.exchange(soci::use(buffer.integer, buffer.indicator));
        }
    }
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        Buffer& buffer = columns_[i];
        buffer.kind = columns[i];
        if (backend_ != Backend::sqlite) continue;
        if (buffer.kind == ColumnKind::text) {
            statement_.exchange(soci::into(buffer.text, buffer.indicator));
        } else {
            statement_.exchange(soci::into(buffer.integer, buffer.indicator));
        }
    }
}

/// SOCI names the parameters when it describes a failure, and does not expect placeholders which it did not write
/// itself.
void PreparedStatement::name_placeholders()
{
    auto* backend = statement_.get_backend();
    if (backend_ == Backend::postgresql) {
        static_cast<soci::postgresql_statement_backend*>(backend)->names_.resize(arguments_.size());
    } else if (backend_ == Backend::sqlserver) {
        static_cast<soci::odbc_statement_backend*>(backend)->names_.resize(arguments_.size());
    }
}

template <class Execute>
auto PreparedStatement::executing(std::span<const Parameter> arguments, Execute&& execute)
{
    struct Finish
    {
        PreparedStatement& statement;
        ~Finish() { statement.finish(); }
    };
    bind(arguments);
    const Finish finish{*this};
    try {
        return execute();
    } catch (...) {
        // SOCI forgets to drop its copies of the arguments when a statement fails, and would send one in place of the
        // next NULL.
        statement_.undefine_and_bind();
        statement_.define_and_bind();
        throw;
    }
}

std::int64_t PreparedStatement::run(std::span<const Parameter> arguments, const ReadRow& read)
{
    return executing(arguments, [&] { return run_and_read(read); });
}

void PreparedStatement::run_with_next(std::span<const Parameter> arguments)
{
    executing(arguments, [&] { send(); });
}

void PreparedStatement::bind(std::span<const Parameter> arguments)
{
    for (std::size_t i = 0; i < arguments_.size(); ++i) {
        const Placeholder& placeholder = text_.placeholders[i];
        const Parameter& argument = arguments[placeholder.argument];
        Buffer& buffer = arguments_[i];
        buffer.indicator = argument.is_null ? soci::i_null : soci::i_ok;
        if (buffer.kind == ColumnKind::integer) {
            buffer.integer = argument.integer;
            if (pipeline_ != nullptr) buffer.text = std::to_string(argument.integer);
            continue;
        }
        const std::string_view text = argument.list == nullptr
                                          ? argument.text
                                          : (*argument.list)[std::min(placeholder.element, argument.list->size() - 1)];
        if (text.find('\0') != std::string_view::npos) {
            throw_failure({Failure::unstorable_text, {}}, {});
        }
        buffer.text = text;
    }
}

void PreparedStatement::send()
{
    values_.clear();
    for (const Buffer& buffer : arguments_) {
        values_.push_back(buffer.indicator == soci::i_null ? nullptr : buffer.text.c_str());
    }
    const auto* backend = static_cast<soci::postgresql_statement_backend*>(statement_.get_backend());
    pipeline_->send(name_, backend->statementName_.c_str(), values_);
}

std::int64_t PreparedStatement::run_and_read(const ReadRow& read)
{
    if (pipeline_ != nullptr) {
        send();
        if (columns_.empty()) return pipeline_->wait(nullptr);
        return pipeline_->wait([&](const PGresult& row) { read(PostgresqlRow(row)); });
    }
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

void PreparedStatement::finish() noexcept
{
    switch (backend_) {
        case Backend::postgresql:
            break;
        case Backend::sqlite:
            // Else it would keep its read lock.
            sqlite_api::sqlite3_reset(static_cast<soci::sqlite3_statement_backend*>(statement_.get_backend())->stmt_);
            break;
        case Backend::sqlserver:
            // Else the session could run no other statement.
            SQLFreeStmt(static_cast<soci::odbc_statement_backend*>(statement_.get_backend())->hstmt_, SQL_CLOSE);
            break;
    }
    release_large(arguments_);
    release_large(columns_);
}

}  // namespace backbone::database
