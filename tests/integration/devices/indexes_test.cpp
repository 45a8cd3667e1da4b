#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/databases.hpp"
#include "support/source_statements.hpp"

using namespace backbone;
using namespace backbone::testing;

namespace {

struct PlanStep
{
    std::int64_t id;
    std::int64_t parent;
    std::int64_t unused;
    std::string description;
};

/// How SQLite goes about a statement of the program.
std::vector<PlanStep> plan_of(TestDatabase& database, const std::string& name)
{
    const auto statements = source_statements();
    const auto statement = std::ranges::find(statements, name, &SourceStatement::name);
    REQUIRE(statement != statements.end());
    const std::string sql = "EXPLAIN QUERY PLAN " + testing::expand(database.options().backend, *statement).sql;
    return database.connect()->queries().select<PlanStep>(Statement{"test.plan", sql});
}

}  // namespace

TEST_CASE("the job that deletes identities looks at none but those in deletion", "[devices][sqlite]")
{
    const auto database = sqlite_database();
    for (const char* name : {"identities.select_ripe", "deletion_processes.select_deletions"}) {
        INFO(name);
        const auto plan = plan_of(*database, name);
        CHECK(std::ranges::any_of(plan, [](const PlanStep& step) {
            return step.description.find("identities_by_deletion (status=?") != std::string::npos;
        }));
    }
}
