#include <catch2/catch.hpp>

#include "support/plan.hpp"

using namespace backbone::testing;

TEST_CASE("a reader's list looks at no announcement for others", "[announcements][sqlite]")
{
    const auto database = sqlite_database();
    const auto plan = plan_of(*database, "announcements.select_for");

    CHECK(mentions(plan, "USING INDEX announcements_for_everybody"));
    CHECK(mentions(plan, "INDEX announcement_recipients_by_address (address=?)"));
    for (const PlanStep& step : plan) {
        INFO(step.description);
        const bool reads_what_it_need_not = step.description.starts_with("SCAN") &&
                                            step.description.find("announcements_for_everybody") == std::string::npos &&
                                            step.description != "SCAN visible";
        CHECK_FALSE(reads_what_it_need_not);
    }
}

TEST_CASE("housekeeping looks at announcements that have expired only", "[announcements][sqlite]")
{
    const auto database = sqlite_database();

    CHECK(mentions(plan_of(*database, "announcements.delete_expired"), "announcements_by_expiry (expires_at<?)"));
}
