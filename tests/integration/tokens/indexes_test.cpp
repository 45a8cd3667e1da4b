#include <catch2/catch.hpp>

#include "support/plan.hpp"

using namespace backbone::testing;

TEST_CASE("an operator's list of tokens is read in the order of an index", "[tokens][sqlite]")
{
    const auto database = sqlite_database();
    for (const char* name : {"tokens.select_created_by", "tokens.select_created_after"}) {
        INFO(name);
        const auto plan = plan_of(*database, name);
        CHECK(mentions(plan, "USING INDEX tokens_by_creator"));
        CHECK_FALSE(mentions(plan, "TEMP B-TREE"));
    }
    CHECK(mentions(plan_of(*database, "tokens.count_created_by"), "USING COVERING INDEX tokens_by_creator"));
}
