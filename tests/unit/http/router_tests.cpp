#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "http/router.hpp"

using namespace backbone;
using backbone::http::Router;

namespace {

Response nothing(const Request&, Context&)
{
    return {};
}

Routes some_routes()
{
    Routes routes;
    routes.get("/", anonymous, nothing);
    routes.get("/api/v2/Version", anonymous, nothing);
    routes.get("/api/v2/Tokens", anonymous, nothing);
    routes.post("/api/v2/Tokens", anonymous, nothing);
    routes.get("/api/v2/Tokens/{id}", anonymous, nothing);
    routes.del("/api/v2/Tokens/{id}", anonymous, nothing);
    routes.post("/api/v2/Tokens/{tokenId}/UpdateContent", anonymous, nothing);
    routes.get("/api/v2/Devices/Self", anonymous, nothing);
    routes.put("/api/v2/Devices/Self", anonymous, nothing);
    routes.del("/api/v2/Devices/{id}", anonymous, nothing);
    routes.get("/a/{x}/b/{y}", anonymous, nothing);
    routes.get("/a/c/d/{y}", anonymous, nothing);
    routes.post("/connect/token", anonymous, nothing);
    routes.probe("/health", nothing, false);
    return routes;
}

}  // namespace

TEST_CASE("A request finds its route", "[http]")
{
    const Routes routes = some_routes();
    const Router router(routes);
    const auto [method, path, pattern] = GENERATE(table<std::string, std::string, std::string>({
        {"GET", "/", "/"},
        {"GET", "/api/v2/Version", "/api/v2/Version"},
        {"GET", "/API/V2/vErSiOn", "/api/v2/Version"},
        {"GET", "/api/v2.0/Version/", "/api/v2/Version"},
        {"GET", "/api/v02/Version", "/api/v2/Version"},
        {"GET", "/api/v2/Tokens", "/api/v2/Tokens"},
        {"GET", "/api/v2/Tokens/", "/api/v2/Tokens"},
        {"GET", "/api/v2/Tokens/TOKa", "/api/v2/Tokens/{id}"},
        {"POST", "/api/v2/Tokens/TOKa/updatecontent", "/api/v2/Tokens/{tokenId}/UpdateContent"},
        {"GET", "/api/v2/Devices/self", "/api/v2/Devices/Self"},
        {"DELETE", "/api/v2/Devices/Self", "/api/v2/Devices/{id}"},
        {"GET", "/a/c/b/y", "/a/{x}/b/{y}"},
        {"GET", "/a/c/d/y", "/a/c/d/{y}"},
        {"POST", "/Connect/Token/", "/connect/token"},
        {"PROPFIND", "/HEALTH/", "/health"},
    }));
    CAPTURE(method, path);
    const auto match = router.match(method, path);
    REQUIRE(match.route);
    CHECK(match.route->pattern == pattern);
    CHECK(match.allowed_methods.empty());
}

TEST_CASE("What has no route is not found", "[http]")
{
    const Routes routes = some_routes();
    const Router router(routes);
    const std::string path =
        GENERATE("/api", "/api/v2", "/api/v2/Unknown", "/api/v2/Tokens/a/Unknown", "/v2/Tokens", "/api//v2/Version",
                 "//api/v2/Version", "/api/v2//Version", "/api/v2/Version//", "/api/v2%2FVersion", "/api/v1/Version",
                 "/api/v3/Version", "/api/vx/Version", "/api/2/Version", "/api/Version", "//", "", "*",
                 "api/v2/Version", "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17");
    CAPTURE(path);
    const auto match = router.match("GET", path);
    CHECK_FALSE(match.route);
    CHECK(match.allowed_methods.empty());
}

TEST_CASE("A known path with another method names the methods that it has", "[http]")
{
    const Routes routes = some_routes();
    const Router router(routes);
    const auto [method, path, allowed] = GENERATE(table<std::string, std::string, std::string>({
        {"POST", "/api/v2/Version", "GET"},
        {"HEAD", "/api/v2/Version", "GET"},
        {"get", "/api/v2/Version", "GET"},
        {"PUT", "/api/v2/Tokens", "GET, POST"},
        {"PATCH", "/api/v2/Tokens/TOKa", "DELETE, GET"},
        {"POST", "/api/v2/Devices/Self", "DELETE, GET, PUT"},
    }));
    CAPTURE(method, path);
    const auto match = router.match(method, path);
    CHECK_FALSE(match.route);
    CHECK(match.allowed_methods == allowed);
}

TEST_CASE("A route's parameters keep their case and have the names of that route", "[http]")
{
    const Routes routes = some_routes();
    const Router router(routes);
    using Parameters = std::vector<std::pair<std::string_view, std::string>>;
    CHECK(router.match("GET", "/api/v2/Tokens/TOKaB").parameters == Parameters{{"id", "TOKaB"}});
    CHECK(router.match("POST", "/api/v2/Tokens/TOKaB/UpdateContent").parameters == Parameters{{"tokenId", "TOKaB"}});
    CHECK(router.match("GET", "/a/c/b/Y").parameters == Parameters{{"x", "c"}, {"y", "Y"}});
    CHECK(router.match("GET", "/a/c/d/Y").parameters == Parameters{{"y", "Y"}});
}

TEST_CASE("Routes that contradict each other are refused", "[http]")
{
    Routes routes;
    routes.get("/a/{x}", anonymous, nothing);
    routes.get("/A/{y}", anonymous, nothing);
    CHECK_THROWS_AS(Router(routes), std::logic_error);

    Routes bad;
    bad.get("a//b", anonymous, nothing);
    CHECK_THROWS_AS(Router(bad), std::logic_error);
}
