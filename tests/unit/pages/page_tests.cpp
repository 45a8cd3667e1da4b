#include <catch2/catch.hpp>

#include "pages/src/onboarding_pages.hpp"
#include "pages/src/page.hpp"

using namespace backbone;
using namespace backbone::pages;
using Catch::Contains;

namespace {

std::string policy_of(const Response& response)
{
    REQUIRE(response.headers.size() == 1);
    REQUIRE(response.headers.front().name == "Content-Security-Policy");
    return response.headers.front().value;
}

App some_app()
{
    App app;
    app.id = "enmeshed";
    app.display_name = "Enmeshed";
    app.description = "A wallet";
    app.banner_url = "https://cdn.example.org/banner.png";
    app.icon_url = "data:image/png;base64,AAAA";
    app.apple_app_store.app_link = "https://apps.apple.com/x";
    return app;
}

}  // namespace

TEST_CASE("no text can break out of its place in a page", "[pages]")
{
    CHECK(escaped("a<b>&\"c\"'d'ä") == "a&lt;b&gt;&amp;&quot;c&quot;&#39;d&#39;ä");

    App app = some_app();
    app.display_name = "<script>alert(1)</script>";
    app.description = "\"><img src=x>";
    app.google_play_store.no_link_text = "'\"<b>";
    for (const Response& page : {onboarding_page(app, Stores::both), selection_page({app})}) {
        CHECK_THAT(page.body, !Contains("<script>alert"));
        CHECK_THAT(page.body, !Contains("<img src=x>"));
        CHECK_THAT(page.body, !Contains("<b>"));
    }
}

TEST_CASE("a page may load and run only what it is made of", "[pages]")
{
    const std::string policy =
        policy_of(html_response({.language = "en",
                                 .title = "t",
                                 .images = {"https://a.example/x", "https://a.example/y", "data:image/png;base64,AAAA"},
                                 .style = "p{}",
                                 .body = "",
                                 .script = "alert(1)"}));

    // The digests are those that `openssl dgst -sha256 -binary | base64` tells.
    CHECK(policy ==
          "default-src 'none'; style-src 'self' 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; script-src "
          "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; "
          "img-src data: https://a.example; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    CHECK(policy_of(
              html_response({.language = "en", .title = {}, .images = {}, .style = {}, .body = {}, .script = {}})) ==
          "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
}

TEST_CASE("the onboarding page leads to the stores that suit the device, and into the app", "[pages]")
{
    const std::string apple = onboarding_page(some_app(), Stores::apple).body;
    CHECK_THAT(apple, Contains(R"(href="https://apps.apple.com/x")"));
    CHECK_THAT(apple, !Contains("Google"));
    CHECK_THAT(apple, Contains(R"(id="open" data-scheme="enmeshed")"));

    const std::string google = onboarding_page(some_app(), Stores::google).body;
    CHECK_THAT(google, Contains("Google") && Contains("faded") && Contains(StoreEntry().no_link_text));
    CHECK_THAT(google, !Contains("apps.apple.com"));

    const std::string both = onboarding_page(some_app(), Stores::both).body;
    CHECK_THAT(both, Contains("apps.apple.com") && Contains("Google"));
}

TEST_CASE("a page has the colors of its app, and is dark in the dark unless it always is", "[pages]")
{
    App app = some_app();
    app.color_scheme.primary = "#123456";
    CHECK_THAT(
        onboarding_page(app, Stores::both).body,
        Contains("--primary:#123456") && Contains("@media(prefers-color-scheme:light){:root{--background:#FFFFFF}}"));

    app.color_scheme.background = "#101020";
    CHECK_THAT(onboarding_page(app, Stores::both).body, Contains(":root{--background:#101020;--text:#f1f3f5}"));
}

TEST_CASE("the selection page lists all apps in their order", "[pages]")
{
    App second = some_app();
    second.id = "a+b";
    second.display_name = "Second";
    const std::string body = selection_page({some_app(), second}).body;

    CHECK_THAT(body, Contains(R"(data-app="enmeshed" href="?app=enmeshed")"));
    CHECK_THAT(body, Contains(R"(data-app="a+b" href="?app=a%2Bb")"));
    CHECK(body.find("Enmeshed") < body.find("Second"));
}

TEST_CASE("a page is small", "[pages]")
{
    CHECK(onboarding_page(some_app(), Stores::both).body.size() < 4096);
}
