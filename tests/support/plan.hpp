#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "support/databases.hpp"
#include "support/source_statements.hpp"

/// How SQLite would go about the program's statements.
namespace backbone::testing {

struct PlanStep
{
    std::int64_t id;
    std::int64_t parent;
    std::int64_t unused;
    /// Such as `SEARCH tokens USING INDEX tokens_by_expiry (expires_at<?)`.
    std::string description;
};

inline std::vector<PlanStep> plan_of(TestDatabase& sqlite, const SourceStatement& statement)
{
    const std::string sql = "EXPLAIN QUERY PLAN " + testing::expand(sqlite.options().backend, statement).sql;
    return sqlite.connect()->queries().select<PlanStep>(Statement{"test.plan", sql});
}

inline std::vector<PlanStep> plan_of(TestDatabase& sqlite, std::string_view name)
{
    const auto statements = source_statements();
    const auto statement = std::ranges::find(statements, name, &SourceStatement::name);
    REQUIRE(statement != statements.end());
    return plan_of(sqlite, *statement);
}

/// Whether a step has the text.
inline bool mentions(const std::vector<PlanStep>& plan, std::string_view text)
{
    return std::ranges::any_of(plan,
                               [&](const PlanStep& step) { return step.description.find(text) != std::string::npos; });
}

}  // namespace backbone::testing
