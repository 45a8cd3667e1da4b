#include <catch2/catch.hpp>

#include <boost/json/parse.hpp>

#include "pages/src/openapi.hpp"
#include "pages/src/operation.hpp"

using namespace backbone;
using namespace backbone::pages;

namespace {

Response no_answer(const Request&, Context&)
{
    return {};
}

std::vector<Operation> some_operations()
{
    Routes routes;
    routes.post("/api/v2/Tokens", identity_optional, no_answer);
    routes.any("/connect/token", no_answer);
    routes.post("/api/v2/Files", identity_required, no_answer);
    routes.get("/api/v2/Tokens/{key}", identity_required, no_answer);
    routes.get("/api/v2/Tokens", anonymous, no_answer);
    return operations_of(routes.all());
}

}  // namespace

TEST_CASE("operations are the routes of the API, those of a path together", "[pages]")
{
    const auto operations = some_operations();

    REQUIRE(operations.size() == 4);
    CHECK(operations[0].body_type == "multipart/form-data");
    CHECK(operations[1].method == "get");
    CHECK(operations[1].path == "/api/v2/Tokens");
    CHECK(operations[1].body_type.empty());
    CHECK(operations[2].method == "post");
    CHECK(operations[2].body_type == "application/json");
    CHECK(operations[3].subject == "Tokens");
    CHECK(operations[3].parameters == std::vector<std::string>{"key"});
    CHECK(operations[3].summary == "Shows a token");
}

TEST_CASE("the OpenAPI document describes every operation", "[pages]")
{
    const auto document = boost::json::parse(openapi_document("Consumer API", some_operations()));

    CHECK(document.at("openapi").as_string() == "3.0.3");
    CHECK(document.at("info").at("title").as_string() == "Consumer API");
    const auto& paths = document.at("paths").as_object();
    REQUIRE(paths.size() == 3);
    CHECK(paths.at("/api/v2/Tokens").as_object().size() == 2);
    const auto& get = paths.at("/api/v2/Tokens/{key}").at("get");
    CHECK(get.at("tags").at(0).as_string() == "Tokens");
    CHECK(get.at("parameters").at(0).at("name").as_string() == "key");
    CHECK(get.at("security").as_array().size() == 1);
    CHECK(paths.at("/api/v2/Tokens").at("post").at("security").as_array().size() == 2);
    CHECK(paths.at("/api/v2/Tokens").at("get").at("security").as_array().empty());
    CHECK(document.at("components").at("securitySchemes").at("oauth2").at("flows").at("password").at("tokenUrl") ==
          "/connect/token");
}
