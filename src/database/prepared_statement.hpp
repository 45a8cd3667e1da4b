#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <soci/soci.h>

#include <backbone/columns.hpp>
#include <backbone/database.hpp>

#include "database/expansion.hpp"
#include "database/options.hpp"

namespace backbone::database {

class PostgresqlPipeline;

/// A value on its way between a statement and us; SOCI keeps pointers to it, so it stays where it is.
struct Buffer
{
    ColumnKind kind = ColumnKind::text;
    std::string text;
    long long integer = 0;
    soci::indicator indicator = soci::i_ok;
};

/// A statement that one session has prepared, with the buffers for its arguments and columns.
class PreparedStatement
{
  public:
    using ReadRow = Queries::ReadRow;

    /// The session that it belongs to. There is a pipeline on PostgreSQL only.
    struct Place
    {
        soci::session& session;
        Backend backend;
        PostgresqlPipeline* pipeline;
    };

    /// `arguments` and `columns` tell the kinds only. Throws soci::soci_error.
    PreparedStatement(const Place& place, std::string_view name, ExpandedStatement text,
                      std::span<const Parameter> arguments, std::span<const ColumnKind> columns);
    ~PreparedStatement();
    PreparedStatement(const PreparedStatement&) = delete;
    PreparedStatement& operator=(const PreparedStatement&) = delete;

    bool ignores_unique_violation() const { return text_.ignores_unique_violation; }

    /// Runs it and hands over all rows; answers how many rows there were, or were changed. Throws soci::soci_error.
    /// However it ends, nothing of the result stays open or in memory.
    std::int64_t run(std::span<const Parameter> arguments, const ReadRow& read);

    /// PostgreSQL only: lets it be sent with what the pipeline is waited for next. Throws soci::soci_error.
    void run_with_next(std::span<const Parameter> arguments);

  private:
    void exchange(std::span<const Parameter> arguments, std::span<const ColumnKind> columns);
    void name_placeholders();
    template <class Execute>
    auto executing(std::span<const Parameter> arguments, Execute&& execute);
    void bind(std::span<const Parameter> arguments);
    void send();
    std::int64_t run_and_read(const ReadRow& read);
    void finish() noexcept;

    Backend backend_;
    PostgresqlPipeline* pipeline_;
    std::string name_;
    ExpandedStatement text_;
    std::vector<Buffer> arguments_;
    std::vector<Buffer> columns_;
    /// PostgreSQL: the texts of the arguments.
    std::vector<const char*> values_;
    soci::statement statement_;
};

}  // namespace backbone::database
