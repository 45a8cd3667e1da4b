#include <catch2/catch.hpp>

#include "quotas/src/period.hpp"
#include "quotas/src/quota.hpp"

using namespace backbone;
using namespace backbone::quotas;

namespace {

Timestamp at(std::string_view text)
{
    return Timestamp::parse(text).value();
}

std::string span_of(Period period, std::string_view time)
{
    return begin_of(period, at(time)).to_string() + " - " + end_of(period, at(time)).to_string();
}

}  // namespace

TEST_CASE("a period is one of the calendar in UTC", "[quotas]")
{
    CHECK(span_of(Period::hour, "2024-05-15T12:20:03Z") == "2024-05-15T12:00:00.000Z - 2024-05-15T12:59:59.999Z");
    CHECK(span_of(Period::day, "2024-05-15T12:20:03Z") == "2024-05-15T00:00:00.000Z - 2024-05-15T23:59:59.999Z");
    CHECK(span_of(Period::month, "2024-02-15T12:20:03Z") == "2024-02-01T00:00:00.000Z - 2024-02-29T23:59:59.999Z");
    CHECK(span_of(Period::month, "2023-02-28T23:59:59.9999Z") == "2023-02-01T00:00:00.000Z - 2023-02-28T23:59:59.999Z");
    CHECK(span_of(Period::month, "2023-12-31T23:00:00Z") == "2023-12-01T00:00:00.000Z - 2023-12-31T23:59:59.999Z");
    CHECK(span_of(Period::year, "2024-05-15T12:20:03Z") == "2024-01-01T00:00:00.000Z - 2024-12-31T23:59:59.999Z");
    CHECK(span_of(Period::hour, "2024-05-15T12:00:00Z") == "2024-05-15T12:00:00.000Z - 2024-05-15T12:59:59.999Z");
}

TEST_CASE("a week begins on Monday and ends on the Sunday that comes, also on a Monday", "[quotas]")
{
    CHECK(span_of(Period::week, "2020-01-03T10:00:00Z") == "2019-12-30T00:00:00.000Z - 2020-01-05T23:59:59.999Z");
    CHECK(span_of(Period::week, "2023-06-01T10:00:00Z") == "2023-05-29T00:00:00.000Z - 2023-06-04T23:59:59.999Z");
    CHECK(span_of(Period::week, "2024-05-13T00:00:00Z") == "2024-05-13T00:00:00.000Z - 2024-05-19T23:59:59.999Z");
    CHECK(span_of(Period::week, "2024-05-19T23:59:59Z") == "2024-05-13T00:00:00.000Z - 2024-05-19T23:59:59.999Z");
}

TEST_CASE("the whole time has no end", "[quotas]")
{
    CHECK(begin_of(Period::total, at("2024-05-13T00:00:00Z")) == Timestamp{});
    CHECK(end_text(end_of(Period::total, at("2024-05-13T00:00:00Z"))) == "9999-12-31T23:59:59.9999999");
    CHECK(end_text(end_of(Period::day, at("2024-05-13T00:00:00Z"))) == "2024-05-13T23:59:59.999Z");
}

TEST_CASE("what was counted in a period that is over does not count", "[quotas]")
{
    const Timestamp noon = at("2024-05-13T12:00:00Z");
    Usage usage;
    usage.total = 9;
    usage.hour_begin = noon;
    usage.in_hour = 2;
    usage.day_begin = at("2024-05-13T00:00:00Z");
    usage.in_day = 5;

    CHECK(usage.in(Period::hour, noon + std::chrono::minutes(59)) == 2);
    CHECK(usage.in(Period::hour, noon + std::chrono::minutes(60)) == 0);
    CHECK(usage.in(Period::day, noon + std::chrono::minutes(60)) == 5);
    CHECK(usage.in(Period::day, noon + std::chrono::hours(12)) == 0);
    CHECK(usage.in(Period::week, noon) == 0);
    CHECK(usage.in(Period::total, noon + std::chrono::hours(12)) == 9);
}
