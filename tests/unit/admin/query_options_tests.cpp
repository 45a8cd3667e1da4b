#include <string>

#include <catch2/catch.hpp>

#include "admin/src/odata_error.hpp"
#include "admin/src/query_options.hpp"

using namespace backbone;
using namespace backbone::admin::odata;

namespace {

QueryOptions options_in(std::string query)
{
    Request request;
    request.query_string = std::move(query);
    return read_query_options(request);
}

}  // namespace

TEST_CASE("Options are known in any case, with and without a dollar", "[admin]")
{
    const QueryOptions options =
        options_in("$TOP=5&skip=2&$orderBy=Tier/Name desc, createdAt&count=true&foo=1&$format=x");
    CHECK(options.top == 5);
    CHECK(options.skip == 2);
    CHECK(options.count);
    REQUIRE(options.order_by.size() == 2);
    CHECK(options.order_by.at(0).property->name == "tier/name");
    CHECK(options.order_by.at(0).is_descending);
    CHECK_FALSE(options.order_by.at(1).is_descending);
}

TEST_CASE("Members and the tier can be chosen", "[admin]")
{
    const QueryOptions options = options_in("$select=Address,address,CREATEDAT&$expand=tier($select=name)");
    REQUIRE(options.select.size() == 2);
    CHECK(options.select.at(1)->name == "createdAt");
    CHECK(options.expands_tier);
    REQUIRE(options.select_of_tier.size() == 1);
    CHECK(options_in("$expand=*").expands_tier);
    CHECK(options_in("$select=address,*").select.empty());
}

TEST_CASE("Options that ask for too much are refused", "[admin]")
{
    const std::string query =
        GENERATE(as<std::string>(), "$top=101", "$top=99999999999", "$skip=99999999999", "$filter=", "$filter=+",
                 "$top=", "$count=", "$orderby=", "$expand=", "$select=", "$unknown=1", "$orderby=address,address",
                 "$orderby=address,createdAt,lastLoginAt,createdWithClient,tier/id,tier/name");
    INFO(query);
    CHECK_THROWS_AS(options_in(query), Refused);
}

TEST_CASE("Options that are not well-formed are an error of the API", "[admin]")
{
    const std::string query =
        GENERATE(as<std::string>(), "$top=-1", "$top=x", "$top=1.5", "$skip=-1", "$count=TRUE", "$count=1",
                 "$orderby=color", "$orderby=address+up", "$orderby=address,", "$orderby=tier", "$expand=Color",
                 "$expand=Tier($expand=Tier)", "$expand=tier(", "$expand=tier($select=color)", "$select=color",
                 "$select=tier/id", "$top=1&$top=2", "$top=1&TOP=1", "$filter=color+eq+1");
    INFO(query);
    CHECK_THROWS_AS(options_in(query), Error);
}
