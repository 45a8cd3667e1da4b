#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <soci/soci.h>

#include "database/postgresql_pipeline.hpp"
#include "database/prepared_statement.hpp"

namespace backbone::database {

/// A statement that SOCI prepares on PostgreSQL and the session's pipeline runs.
class PostgresqlStatement final : public PreparedStatement
{
  public:
    /// The pipeline outlives it. Sends what was waiting there. Without columns, rows are dropped.
    PostgresqlStatement(soci::session& session, PostgresqlPipeline& pipeline, std::string_view name,
                        ExpandedStatement prepared, std::span<const ColumnKind> columns);

    std::int64_t run(std::span<const Parameter> arguments, const ReadRow& read) override;

    /// Is sent with what the pipeline is waited for next.
    void run_with_next(std::span<const Parameter> arguments) override;

  private:
    void send(std::span<const Parameter> arguments);

    PostgresqlPipeline& pipeline_;
    std::string name_;
    bool has_columns_;
    std::vector<std::string> texts_;
    std::vector<const char*> values_;
    soci::statement statement_;
};

}  // namespace backbone::database
