#include <catch2/catch.hpp>

#include "support/plan.hpp"

using namespace backbone::testing;

TEST_CASE("a notification looks at no history of its recipients", "[push][sqlite]")
{
    const auto database = sqlite_database();

    CHECK(
        mentions(plan_of(*database, "push.select_living_relationships"), "one_living_relationship_per_pair (pair=?)"));
    CHECK(mentions(plan_of(*database, "push.select_devices"), "push_registrations_by_identity (identity_address=?)"));
}
