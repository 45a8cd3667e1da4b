#include <stdexcept>
#include <string>

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include "unit/http/support.hpp"

using namespace backbone;
using namespace backbone::test::http;
using backbone::http::Dispatcher;
using backbone::http::Lane;

namespace {

std::string header_of(const Response& response, std::string_view name)
{
    for (const Header& header : response.headers) {
        if (header.name == name) return header.value;
    }
    return "none";
}

[[noreturn]] Response throw_error(const Request&, Context&)
{
    throw Error(429, "error.platform.quotaExhausted", "Too \"much\".", R"([{"metricKey":"x"}])");
}

}  // namespace

TEST_CASE("A handler gets the decoded request and its answer is passed on", "[http]")
{
    TestApi api;
    api.routes.post("/api/v2/Tokens/{id}", identity_optional, [](const Request& request, Context& context) {
        CHECK(request.path == "/api/v2.0/Tokens/a b");
        CHECK(request.path_parameter("id") == "a b");
        CHECK(request.body == "{}");
        CHECK_FALSE(context.caller());
        return created(1, request.location_of("Tokens", "x"));
    });
    const Response response = api.dispatcher().handle(request("POST", "/api/v2.0/x/../Tokens/a%20b", {}, "{}"));
    CHECK(response.status == 201);
    CHECK(response.body == R"({"result":1})");
    CHECK(header_of(response, "Location") == "http://backbone.example/api/v2.0/Tokens/x");
}

TEST_CASE("The guard decides after the route and before the handler", "[http]")
{
    TestApi api;
    api.routes.get("/mine", identity_required,
                   [](const Request&, Context& context) { return ok(context.device().text()); });
    const Dispatcher& dispatcher = api.dispatcher();

    CHECK(dispatcher.handle(request("GET", "/mine")).status == 401);
    CHECK(dispatcher.handle(request("GET", "/mine", {{"Authorization", "Bearer alice"}})).body ==
          R"({"result":"DVCalice"})");
    CHECK(dispatcher.handle(request("PUT", "/mine")).status == 405);
    CHECK(header_of(dispatcher.handle(request("PUT", "/mine")), "Allow") == "GET");
    CHECK(dispatcher.handle(request("GET", "/yours")).status == 404);
    CHECK(dispatcher.handle(request("GET", "/mine%00")).status == 400);
    CHECK(dispatcher.handle(request("GET", "/mine%00")).body.empty());
}

TEST_CASE("What is decided by the header needs no body", "[http]")
{
    TestApi api;
    const auto nothing = [](const Request&, Context&) { return no_content(); };
    api.routes.post("/open", anonymous, nothing);
    api.routes.post("/closed", identity_required, nothing);
    api.routes.post("/bodyless", anonymous, nothing, BodyUse::ignored);
    const auto needs_body = [&](std::string path) {
        Request head = request("POST", std::move(path));
        return api.dispatcher().begin(head).needs_body();
    };
    CHECK(needs_body("/open"));
    CHECK_FALSE(needs_body("/closed"));
    CHECK_FALSE(needs_body("/bodyless"));
    CHECK_FALSE(needs_body("/unknown"));
}

TEST_CASE("An error becomes the envelope", "[http]")
{
    TestApi api;
    api.routes.get("/quota", anonymous, throw_error);
    const Response response = api.dispatcher().handle(request("GET", "/quota"));
    CHECK(response.status == 429);
    CHECK(response.content_type == "application/json");

    const auto json = boost::json::parse(response.body);
    const auto& error = json.at("error").as_object();
    CHECK(error.at("code") == "error.platform.quotaExhausted");
    CHECK(error.at("message") == "Too \"much\".");
    CHECK(error.at("docs") == "");
    CHECK(error.at("data") == boost::json::parse(R"([{"metricKey":"x"}])"));
    CHECK(error.size() == 6);
    CHECK_THAT(std::string(error.at("id").as_string()), Catch::Matches("ERR[A-HJ-NP-Z1-9]{17}"));
    CHECK(Timestamp::parse(error.at("time").as_string()));
    CHECK(json.as_object().size() == 1);
}

TEST_CASE("An error without data has null there, and a binding error names the charset", "[http]")
{
    TestApi api;
    api.routes.get("/bad", anonymous,
                   [](const Request&, Context&) -> Response { throw input_cannot_be_parsed("a", "b"); });
    const Response response = api.dispatcher().handle(request("GET", "/bad"));
    CHECK(response.status == 400);
    CHECK(response.content_type == "application/json; charset=utf-8");
    CHECK(boost::json::parse(response.body).at("error").at("data").is_null());
}

TEST_CASE("A wrong media type becomes a problem document", "[http]")
{
    TestApi api;
    api.routes.post("/json", anonymous, [](const Request& request, Context&) {
        request.json();
        return no_content();
    });
    const Response response = api.dispatcher().handle(request("POST", "/json", {{"Content-Type", "text/plain"}}, "x"));
    CHECK(response.status == 415);
    CHECK(response.content_type == "application/json; charset=utf-8");
    CHECK(boost::json::parse(response.body) ==
          boost::json::value{{"type", "https://tools.ietf.org/html/rfc9110#section-15.5.16"},
                             {"title", "Unsupported Media Type"},
                             {"status", 415},
                             {"traceId", "the-trace-id"}});
}

TEST_CASE("What nobody expected is logged with its correlation id and told nobody", "[http]")
{
    TestApi api;
    api.routes.get("/broken", anonymous,
                   [](const Request&, Context&) -> Response { throw std::runtime_error("secret reason"); });
    api.routes.get("/odd", anonymous, [](const Request&, Context&) -> Response { throw 5; });
    api.routes.get("/own", anonymous,
                   [](const Request&, Context&) -> Response { throw Error(500, "code", "secret reason"); });

    const std::string path = GENERATE("/broken", "/odd", "/own");
    CAPTURE(path);
    const Response response = api.dispatcher().handle(request("GET", path));
    CHECK(response.status == 500);
    CHECK(boost::json::parse(response.body).at("error").at("code") == "error.platform.unexpected");
    CHECK(response.body.find("secret") == std::string::npos);
    REQUIRE(api.log.lines().size() == 1);
    CHECK(api.log.lines().front().find("correlation_id=the-correlation-id") != std::string::npos);
}

TEST_CASE("A request that cannot be served now may be repeated", "[http]")
{
    TestApi api;
    api.routes.get("/data", anonymous, [](const Request&, Context& context) {
        context.queries();
        return no_content();
    });
    const Response response = api.dispatcher().handle(request("GET", "/data"));
    CHECK(response.status == 503);
    CHECK(header_of(response, "Retry-After") == "1");
    CHECK(response.body.empty());
}

TEST_CASE("Work of many milliseconds moves to the slow lane", "[http]")
{
    TestApi api;
    api.routes.get("/hash", anonymous, [](const Request&, Context& context) {
        context.need_slow_lane();
        return no_content();
    });
    Request head = request("GET", "/hash");
    const auto begun = api.dispatcher().begin(head);
    CHECK_THROWS_AS(api.dispatcher().run(begun, head, Lane::fast), SlowLaneNeeded);
    CHECK(api.dispatcher().run(begun, head, Lane::slow).status == 204);
}

TEST_CASE("A probe that waits for nothing is answered with its header", "[http]")
{
    TestApi api;
    api.routes.probe(
        "/live", [](const Request&, Context&) { return no_content(); }, true);
    Request head = request("BREW", "/live");
    const auto begun = api.dispatcher().begin(head);
    REQUIRE(begun.answer);
    CHECK(begun.answer->status == 204);
}

TEST_CASE("A page may answer wherever no route does, but never below /api", "[http]")
{
    TestApi api;
    api.routes.get("/odata/Identities", anonymous, [](const Request&, Context&) { return Response{.body = "list"}; });
    api.routes.get("/api/v1/Tiers", anonymous, [](const Request&, Context&) { return Response{.body = "tiers"}; });
    api.routes.fall_back([](const Request& request, Context&) { return Response{.body = "page of " + request.path}; });
    const Dispatcher& dispatcher = api.dispatcher();

    CHECK(dispatcher.handle(request("GET", "/odata/Identities")).body == "list");
    for (const std::string path : {"/", "/tiers/x", "/apis", "/odata/Nothing"}) {
        CHECK(dispatcher.handle(request("GET", path)).body == "page of " + path);
        CHECK(dispatcher.handle(request("HEAD", path)).status == 200);
        CHECK(header_of(dispatcher.handle(request("POST", path)), "Allow") == "GET, HEAD");
    }
    CHECK(dispatcher.handle(request("HEAD", "/odata/Identities")).body == "page of /odata/Identities");
    CHECK(header_of(dispatcher.handle(request("DELETE", "/odata/Identities")), "Allow") == "GET, HEAD");

    for (const std::string path : {"/api", "/API/v1/Nothing", "/api/v1/"}) {
        CHECK(dispatcher.handle(request("GET", path)).status == 404);
        CHECK(header_of(dispatcher.handle(request("PUT", path)), "Allow") == "GET, HEAD");
    }
    CHECK(header_of(dispatcher.handle(request("HEAD", "/api/v1/Tiers")), "Allow") == "GET");
}
