#pragma once

#include <span>
#include <string>
#include <vector>

#include <soci/soci.h>

#include "database/options.hpp"
#include "database/prepared_statement.hpp"

namespace backbone::database {

/// A value on its way between a statement and us; SOCI keeps pointers to it, so it stays where it is.
struct Buffer
{
    ColumnKind kind = ColumnKind::text;
    std::string text;
    long long integer = 0;
    soci::indicator indicator = soci::i_ok;
};

/// A statement that SOCI runs, on SQLite and SQL Server, with the buffers for its arguments and columns.
class SociStatement final : public PreparedStatement
{
  public:
    /// `arguments` and `columns` tell the kinds only.
    SociStatement(soci::session& session, Backend backend, ExpandedStatement text, std::span<const Parameter> arguments,
                  std::span<const ColumnKind> columns);

    std::int64_t run(std::span<const Parameter> arguments, const ReadRow& read) override;

  private:
    void name_placeholders();
    void bind(std::span<const Parameter> arguments);
    std::int64_t run_and_read(const ReadRow& read);
    void finish() noexcept;

    Backend backend_;
    std::vector<Buffer> arguments_;
    std::vector<Buffer> columns_;
    soci::statement statement_;
};

}  // namespace backbone::database
