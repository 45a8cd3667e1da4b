#include <algorithm>

#include <catch2/catch.hpp>

#include <pages/options.hpp>

#include "pages/src/operation.hpp"
#include "support/application.hpp"

using namespace backbone;
using namespace backbone::testing;
using Catch::Contains;

namespace {

pages::App app_called(std::string id)
{
    pages::App app;
    app.id = std::move(id);
    app.display_name = "The app " + app.id;
    app.banner_url = app.icon_url = "https://example.org/x.png";
    app.apple_app_store.app_link = "https://apple.example";
    app.google_play_store.app_link = "https://google.example";
    return app;
}

void with_pages(Configuration& configuration)
{
    auto& options = configuration.modules.get<pages::PagesOptions>();
    options.onboarding = {.apps = {app_called("one"), app_called("two")}, .default_app = "two"};
    options.well_known = {.apple_app_site_associations = {"TEAM.one"}, .android_asset_links = {{"org.one", {"AB:CD"}}}};
    options.api_docs_enabled = true;
}

std::string shown_to(TestApplication& app, const std::string& path, std::string agent = {})
{
    const Answer answer = app.send("GET", path, {}, {}, {{"User-Agent", std::move(agent)}});
    CHECK(answer.status == 200);
    return answer.body;
}

constexpr const char* kAndroid = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/120.0 Mobile";
constexpr const char* kIphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15";
constexpr const char* kMac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15";
constexpr const char* kWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0";

}  // namespace

TEST_CASE("a reference leads to the named app, or to the default one", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);

    CHECK_THAT(shown_to(app, "/r/abc?app=one"), Contains("<title>The app one</title>"));
    for (const char* path : {"/r/abc", "/r/abc?app=", "/r/abc?app=%20"}) {
        INFO(path);
        CHECK_THAT(shown_to(app, path), Contains("<title>The app two</title>"));
    }
    CHECK_THAT(shown_to(app, "/r/a%2F%3Cscript%3E?APP=one"), Contains("<title>The app one</title>"));
    CHECK(app.get("/r/abc").header("ETag").empty());
}

TEST_CASE("a reference that names an unknown app leads to a choice, though there is a default", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);

    for (const char* query : {"?app=three", "?app=ONE", "?app=three&app=one"}) {
        INFO(query);
        CHECK_THAT(shown_to(app, std::string("/r/abc") + query),
                   Contains(R"(data-app="one")") && Contains(R"(data-app="two")"));
    }
}

TEST_CASE("without a default app a reference leads to a choice", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, [](Configuration& configuration) {
        with_pages(configuration);
        configuration.modules.get<pages::PagesOptions>().onboarding.default_app.clear();
    });

    for (const char* path : {"/r/abc", "/r/abc?app="}) {
        INFO(path);
        CHECK_THAT(shown_to(app, path), Contains(R"(data-app="one")"));
    }
}

TEST_CASE("a device is shown the stores that have its apps", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);
    const auto [agent, apple, google] = GENERATE(table<std::string, bool, bool>({
        {kAndroid, false, true},
        {kIphone, true, false},
        {kMac, true, false},
        {kWindows, true, true},
        {"", true, true},
    }));
    INFO(agent);
    const std::string page = shown_to(app, "/r/abc", agent);

    CHECK((page.find("https://apple.example") != std::string::npos) == apple);
    CHECK((page.find("https://google.example") != std::string::npos) == google);
}

TEST_CASE("what is not configured is not there", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database);

    for (const char* path : {"/r/abc", "/.well-known/apple-app-site-association", "/.well-known/assetlinks.json",
                             "/docs", "/docs/index.html", "/docs/v2/openapi.json"}) {
        INFO(path);
        CHECK(app.get(path).status == 404);
    }
    CHECK(app.get("/style/style.css").status == 200);
}

TEST_CASE("phones learn which apps may open the links of references", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);

    CHECK(app.get("/.well-known/apple-app-site-association").body ==
          R"({"applinks":{"details":[{"appIDs":["TEAM.one"],"components":[{"/":"/r/*",)"
          R"("comment":"Links of references, which the app opens"}]}]}})");
    CHECK(app.get("/.well-known/assetlinks.json").body ==
          R"([{"relation":["delegate_permission/common.handle_all_urls"],"target":{"namespace":"android_app",)"
          R"("package_name":"org.one","sha256_cert_fingerprints":["AB:CD"]}}])");
}

TEST_CASE("developers find the description of the API", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);

    const Answer redirect = app.get("/docs");
    CHECK(redirect.status == 301);
    CHECK(redirect.header("Location") == "docs/index.html");
    CHECK(app.get("/docs/").header("Location") == "index.html");

    const Answer page = app.get("/docs/index.html");
    CHECK(page.status == 200);
    CHECK_THAT(page.body, Contains("/api/v2/Tokens/{id}"));
    CHECK(app.send("GET", "/docs/index.html", {}, {}, {{"If-None-Match", page.header("ETag")}}).status == 304);

    CHECK(app.get("/docs/v2/openapi.json").at("paths").as_object().contains("/api/v2/Challenges"));
    for (const char* path : {"/docs/index.html", "/docs/v2/openapi.json"}) {
        INFO(path);
        CHECK_THAT(app.get(path).body, !Contains("SendTestNotification"));
    }
}

TEST_CASE("operators find the description of theirs", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);
    const auto get = [&](const std::string& path) { return app.admin().send_bare("GET", path, {}, {}); };

    CHECK_THAT(get("/docs/index.html").body, Contains("/api/v1/Metrics") && Contains("X-API-KEY"));
    CHECK(get("/docs/v1/openapi.json").text("info.title") == "Admin API");
    CHECK(get("/docs/v1/openapi.json").at("paths").as_object().contains("/api/v1/xsrf"));
    CHECK(get("/style/style.css").status == 200);
}

TEST_CASE("every route of the API is explained", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database);

    for (const Routes* routes : {&app.registry().consumer, &app.registry().admin}) {
        for (const pages::Operation& operation : pages::operations_of(routes->all())) {
            INFO(operation.method << " " << operation.path);
            CHECK_FALSE(operation.summary.empty());
        }
    }
}

TEST_CASE("the stylesheet is asked for once", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database);
    const Answer sheet = app.get("/style/style.css");

    CHECK_THAT(sheet.body, Contains("prefers-color-scheme: dark"));
    CHECK(app.send("GET", "/style/style.css", {}, {}, {{"If-None-Match", sheet.header("ETag")}}).status == 304);
}

TEST_CASE("the stylesheet is a file: there is HEAD besides GET, and nothing else", "[pages]")
{
    const auto database = sqlite_database();
    TestApplication app(*database, with_pages);
    const auto to_consumers = [&](const char* method) { return app.send(method, "/style/style.css"); };
    const auto to_operators = [&](const char* method) {
        return app.admin().send_bare(method, "/style/style.css", {}, {});
    };

    CHECK(to_consumers("HEAD").header("ETag") == to_consumers("GET").header("ETag"));
    CHECK(to_operators("HEAD").header("ETag") == to_consumers("GET").header("ETag"));
    for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS"}) {
        INFO(method);
        CHECK(to_consumers(method).status == 405);
        CHECK(to_consumers(method).header("Allow") == "GET, HEAD");
        CHECK(to_operators(method).status == 405);
    }
}
