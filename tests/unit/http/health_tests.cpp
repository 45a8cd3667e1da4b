#include <string>

#include <catch2/catch.hpp>

#include "http/access_log.hpp"
#include "http/health.hpp"
#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::test::http;

TEST_CASE("The probes tell how the server is", "[http]")
{
    bool is_up = true;
    bool is_ready = true;
    TestApi api;
    backbone::http::register_health(api.routes, {[&] { return is_up; }, [&] { return is_ready; }});
    const auto answer = [&](std::string method, std::string path) {
        const Response response = api.dispatcher().handle(request(std::move(method), std::move(path)));
        CHECK(response.content_type == "text/plain");
        CHECK(response.headers.size() == 3);
        CHECK(response.headers.front().value == "no-store, no-cache");
        return std::to_string(response.status) + " " + response.body;
    };
    CHECK(answer("GET", "/health") == "200 Healthy");
    CHECK(answer("POST", "/HEALTH/") == "200 Healthy");
    CHECK(answer("HEAD", "/health") == "200 Healthy");
    CHECK(answer("GET", "/health/ready") == "200 Healthy");

    is_ready = false;
    CHECK(answer("GET", "/health") == "200 Healthy");
    CHECK(answer("GET", "/health/ready") == "503 Unhealthy");

    is_ready = true;
    is_up = false;
    CHECK(answer("GET", "/health") == "503 Unhealthy");
    CHECK(answer("GET", "/health/ready") == "503 Unhealthy");
    CHECK(answer("GET", "/health/live") == "200 Healthy");
}

TEST_CASE("The version is the text before the first dot", "[http]")
{
    TestApi api;
    backbone::http::register_version(api.routes);
    CHECK(api.dispatcher().handle(request("GET", "/api/v2/Version")).body == R"({"result":{"majorVersion":"7"}})");
    CHECK(api.dispatcher().handle(request("POST", "/api/v2/Version")).status == 405);
}

TEST_CASE("The access log has one line for each answer, but none for probes", "[http]")
{
    KeptLog log;
    backbone::http::AccessLog access_log{Logger(log, "http")};
    Request made = request("GET", "/api/v2/Tokens/TOKa");
    made.query_string = "password=secret";
    access_log.finished(
        {made, "/api/v2/Tokens/{id}", 200, "application/json", std::chrono::microseconds(1), "1.2.3.4"});
    access_log.finished({made, "/health", 200, "text/plain", std::chrono::microseconds(1), "1.2.3.4"});
    access_log.finished({made, "/health/live", 200, "text/plain", std::chrono::microseconds(1), "1.2.3.4"});
    REQUIRE(log.lines().size() == 1);
    const std::string line = log.lines().front();
    for (const char* part :
         {"route=/api/v2/Tokens/{id}", "method=GET", "client=1.2.3.4", "correlation_id=the-correlation-id"}) {
        CHECK_THAT(line, Catch::Contains(part));
    }
    CHECK_THAT(line, !Catch::Contains("secret"));
}
