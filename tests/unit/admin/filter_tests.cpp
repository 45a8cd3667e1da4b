#include <string>

#include <catch2/catch.hpp>

#include "admin/src/filter_sql.hpp"
#include "admin/src/odata_error.hpp"

using namespace backbone;
using namespace backbone::admin::odata;

namespace {

// 2025-01-31
constexpr std::int64_t kBegin = 1'738'281'600'000'000;
constexpr std::int64_t kEnd = kBegin + 86'400'000'000;

std::string sql_of(std::string_view text)
{
    const Filter filter = parse_filter(text);
    return condition_of(filter).sql;
}

std::string repeated(std::string_view text, int times)
{
    std::string result;
    for (int i = 0; i < times; ++i) result += text;
    return result;
}

}  // namespace

TEST_CASE("A filter becomes a condition with parameters", "[admin]")
{
    const auto [filter, sql] = GENERATE(table<std::string, std::string>({
        {"address eq 'x'", "o.address = :value_1"},
        {"  ADDRESS  Eq  'x'  ", "o.address = :value_1"},
        {"numberOfDevices gt 3", "o.number_of_devices > CAST(:value_1 AS BIGINT)"},
        {"3 gt numberOfDevices", "o.number_of_devices < CAST(:value_1 AS BIGINT)"},
        {"tier/Id ne 'x'", "o.tier_id <> :value_1"},
        {"tier/name eq 'x'", "t.name = :value_1"},
        {"contains(address, 'x')", "REPLACE(o.address, :value_1, '') <> o.address"},
        {"contains(address, '')", "1 = 1"},
        {"startswith(tolower(createdWithClient),'x')", "SUBSTRING(LOWER(o.client_id), 1, :value_1) = :value_2"},
        {"address in ('x','y')", "o.address = :value_1 OR o.address = :value_2"},
        {"not true or false", "(NOT (1 = 1)) OR (1 = 0)"},
        {"true or true and false", "(1 = 1) OR ((1 = 1) AND (1 = 0))"},
        {"(true or true) and false", "((1 = 1) OR (1 = 1)) AND (1 = 0)"},
        {"createdAt ge 2025-01-31T00:00:00Z", "o.created_at >= :value_1"},
    }));
    CHECK(sql_of(filter) == sql);
}

TEST_CASE("What is not there is unlike every value, and neither before nor behind it", "[admin]")
{
    CHECK(sql_of("datawalletVersion eq 1") ==
          "(o.datawallet_version IS NOT NULL AND o.datawallet_version = CAST(:value_1 AS BIGINT))");
    CHECK(sql_of("datawalletVersion ne 1") ==
          "(o.datawallet_version <> CAST(:value_1 AS BIGINT) OR o.datawallet_version IS NULL)");
    CHECK(sql_of("lastLoginAt eq null") == "o.last_login_at IS NULL");
    CHECK(sql_of("null ne lastLoginAt") == "o.last_login_at IS NOT NULL");
}

TEST_CASE("A time is compared with a day by its own day in UTC", "[admin]")
{
    const auto [op, sql, first] = GENERATE(table<std::string, std::string, std::int64_t>({
        {"eq", "o.created_at >= :value_1 AND o.created_at < :value_2", kBegin},
        {"ne", "o.created_at < :value_1 OR o.created_at >= :value_2", kBegin},
        {"gt", "o.created_at >= :value_1", kEnd},
        {"ge", "o.created_at >= :value_1", kBegin},
        {"lt", "o.created_at < :value_1", kBegin},
        {"le", "o.created_at < :value_1", kEnd},
    }));
    const Filter filter = parse_filter("createdAt " + op + " 2025-01-31");
    const Condition condition = condition_of(filter);
    CHECK(condition.sql == sql);
    CHECK(condition.parameters.front().integer == first);
    CHECK(condition.parameters.back().integer == (condition.parameters.size() == 2 ? kEnd : first));
    CHECK(sql_of("date(createdAt) " + op + " 2025-01-31") == sql);
}

TEST_CASE("Texts are parameters, whatever is in them", "[admin]")
{
    const Filter filter = parse_filter("address eq 'it''s' and contains(tier/name, '%;--')");
    const Condition condition = condition_of(filter);
    CHECK(condition.sql == "(o.address = :value_1) AND (REPLACE(t.name, :value_2, '') <> t.name)");
    CHECK(condition.needs_tiers);
    CHECK(condition.parameters.at(0).text == "it's");
    CHECK(condition.parameters.at(1).text == "%;--");
}

TEST_CASE("What is no filter is malformed", "[admin]")
{
    const std::string text = GENERATE(
        as<std::string>(), "", "color eq 'red'", "address", "address is 'x'", "(address eq 'x'", "address eq 'x')",
        "address eq 'x", "address eq", "foo(address, 'x')", "contains(address)", "contains(address, 1)",
        "contains(numberOfDevices, 'x')", "address eq 'x' and", "and", "not", "createdAt ge tomorrow",
        "createdAt ge '2020-01-01'", "createdAt ge 2020-13-01", "tier eq 'x'", "tier/color eq 'x'", "numberOfDevices",
        "address eq 'x'; drop", "address eq \"x\"", "numberOfDevices eq '3'", "address eq 1", "address gt null",
        "numberOfDevices eq 99999999999999999999", "numberOfDevices gt 1.5", "date(address) eq 2020-01-01",
        "tolower(numberOfDevices) eq 1", "address in ()", "address in ('x'", "address in (null)", "1 eq 1", "-");
    INFO(text);
    CHECK_THROWS_AS(parse_filter(text), Error);
}

TEST_CASE("A filter that would take too long is refused", "[admin]")
{
    CHECK_NOTHROW(parse_filter("true" + repeated(" or tier/Id eq 'x'", 200)));
    CHECK_THROWS_AS(parse_filter("true" + repeated(" or tier/Id eq 'x'", 201)), Refused);
    CHECK_NOTHROW(parse_filter(repeated("(", 49) + "true" + repeated(")", 49)));
    CHECK_THROWS_AS(parse_filter(repeated("(", 50) + "true" + repeated(")", 50)), Refused);
    CHECK_THROWS_AS(parse_filter(repeated("not ", 5000) + "true"), Refused);
}
