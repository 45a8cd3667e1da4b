#include "database/postgresql_statement.hpp"

#include <soci/postgresql/soci-postgresql.h>

#include <array>
#include <charconv>

namespace backbone::database {

namespace {

void write_integer(std::int64_t value, std::string& text)
{
    std::array<char, 20> digits;
    text.assign(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
}

}  // namespace

PostgresqlStatement::PostgresqlStatement(soci::session& session, PostgresqlPipeline& pipeline, std::string_view name,
                                         ExpandedStatement prepared, std::span<const ColumnKind> columns)
    : PreparedStatement(std::move(prepared)),
      pipeline_(pipeline),
      name_(name),
      has_columns_(!columns.empty()),
      texts_(text().placeholders.size()),
      values_(texts_.size()),
      statement_(session)
{
    pipeline_.leave();
    statement_.alloc();
    statement_.prepare(text().sql, soci::details::st_repeatable_query);
}

std::int64_t PostgresqlStatement::run(std::span<const Parameter> arguments, const ReadRow& read)
{
    send(arguments);
    return has_columns_ ? pipeline_.wait(read) : pipeline_.wait();
}

void PostgresqlStatement::run_with_next(std::span<const Parameter> arguments)
{
    send(arguments);
}

void PostgresqlStatement::send(std::span<const Parameter> arguments)
{
    for (std::size_t i = 0; i < texts_.size(); ++i) {
        const Placeholder& placeholder = text().placeholders[i];
        const Parameter& argument = arguments[placeholder.argument];
        if (argument.list == nullptr && argument.kind == ColumnKind::integer) {
            write_integer(argument.integer, texts_[i]);
        } else {
            texts_[i] = text_at(placeholder, argument);
        }
        values_[i] = argument.is_null ? nullptr : texts_[i].c_str();
    }
    const auto* backend = static_cast<soci::postgresql_statement_backend*>(statement_.get_backend());
    pipeline_.send(name_, backend->statementName_.c_str(), values_);
    for (std::string& text : texts_) release_if_large(text);
}

}  // namespace backbone::database
