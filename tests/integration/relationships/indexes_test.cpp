#include <string>

#include <catch2/catch.hpp>

#include "support/plan.hpp"

using namespace backbone;
using namespace backbone::testing;

TEST_CASE("no statement on relationships looks at all of them", "[relationships][sqlite]")
{
    const auto database = sqlite_database();
    int looked_at = 0;
    for (const SourceStatement& statement : source_statements()) {
        if (!statement.name.starts_with("relationship") && statement.name != "feature_flags.select_visible") continue;
        ++looked_at;
        for (const auto& [id, parent, unused, step] : plan_of(*database, statement)) {
            INFO(statement.name << ": " << step);
            // Rows that are no table: those of one page, those that are merged for it, and the one of an INSERT …
            // SELECT.
            const bool is_small = step == "SCAN on_page" || step == "SCAN created" || step == "SCAN received" ||
                                  step == "SCAN CONSTANT ROW";
            CHECK((is_small || !step.starts_with("SCAN")));
        }
    }
    CHECK(looked_at > 30);
}
