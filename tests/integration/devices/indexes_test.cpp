#include <catch2/catch.hpp>

#include "support/plan.hpp"

using namespace backbone::testing;

TEST_CASE("the job that deletes identities looks at none but those in deletion", "[devices][sqlite]")
{
    const auto database = sqlite_database();
    for (const char* name : {"identities.select_ripe", "deletion_processes.select_deletions"}) {
        INFO(name);
        CHECK(mentions(plan_of(*database, name), "identities_by_deletion (status=?"));
    }
}
