#include <catch2/catch.hpp>

#include <pages/options.hpp>

#include "pages/src/url.hpp"
#include "unit/configuration/loading.hpp"

using namespace backbone;
using namespace backbone::configuration::test;
using namespace backbone::pages;

namespace {

const std::string kApp =
    "id: enmeshed, display_name: Enmeshed, description: A wallet, "
    "banner_url: 'https://example.org/b.png', icon_url: 'data:image/svg+xml;base64,AAAA'";

std::vector<std::string> problems_of_pages(const std::string& yaml)
{
    return problems_of(kMinimal + "modules: {pages: " + yaml + "}\n");
}

/// The problems of an app that is right but for `more`.
std::vector<std::string> problems_of_app(const std::string& more)
{
    return problems_of_pages("{onboarding: {apps: [{" + kApp + ", " + more + "}]}}");
}

}  // namespace

TEST_CASE("without any configuration there are no pages", "[pages]")
{
    const auto pages = load(kMinimal).configuration.modules.get<PagesOptions>();

    CHECK(pages.onboarding.apps.empty());
    CHECK(pages.well_known.apple_app_site_associations.empty());
    CHECK(pages.well_known.android_asset_links.empty());
    CHECK_FALSE(pages.api_docs_enabled);
}

TEST_CASE("an app is read with its colors and stores", "[pages]")
{
    const auto pages =
        load(kMinimal + "modules: {pages: {onboarding: {default_app: enmeshed, apps: [{" + kApp +
             ", color_scheme: {primary: '#12ab9F'}, google_play_store: {app_link: 'https://play/x'}}]}}}")
            .configuration.modules.get<PagesOptions>();

    REQUIRE(pages.onboarding.apps.size() == 1);
    const App& app = pages.onboarding.apps.front();
    CHECK(app.display_name == "Enmeshed");
    CHECK(app.color_scheme.background == "#FFFFFF");
    CHECK(app.color_scheme.primary == "#12ab9F");
    CHECK(app.google_play_store.app_link == "https://play/x");
    CHECK(app.apple_app_store.app_link.empty());
    CHECK_FALSE(app.apple_app_store.no_link_text.empty());
}

TEST_CASE("pages that nobody could use prevent the start", "[pages]")
{
    const std::string kOnboarding = "backbone.yaml:5: modules.pages.onboarding.";
    CHECK(problems_of_pages("{onboarding: {default_app: other}}") ==
          std::vector{kOnboarding + "default_app: must be the id of one of the apps"});
    CHECK(problems_of_pages("{onboarding: {apps: [{" + kApp + "}, {" + kApp + "}]}}") ==
          std::vector{kOnboarding + "apps: has the app 'enmeshed' twice"});
    CHECK(problems_of_pages("{onboarding: {apps: [{}]}}").size() == 5);

    const auto [what, yaml, problem] = GENERATE(table<std::string, std::string, std::string>({
        {"a color by its name", "color_scheme: {primary: red}",
         "color_scheme.primary: must be a color such as #12ab9F"},
        {"a short color", "color_scheme: {background: '#fff'}",
         "color_scheme.background: must be a color such as #12ab9F"},
        {"a store's link that is none", "apple_app_store: {app_link: 'javascript:alert(1)'}",
         "apple_app_store.app_link: must be an http(s) URL"},
        {"a store without a text", "google_play_store: {no_link_text: ''}",
         "google_play_store.no_link_text: expected a text that is not empty, found nothing"},
    }));
    INFO(what);
    CHECK(problems_of_app(yaml) == std::vector{kOnboarding + "apps[0]." + problem});
}

TEST_CASE("images are on the web or in the URL itself", "[pages]")
{
    for (const char* url : {"https://example.org", "http://example.org:8080/a?b=c#d", "https://[::1]/x"}) {
        INFO(url);
        CHECK(is_web_url(url));
    }
    for (const char* url : {"", "https://", "https:///x", "ftp://example.org", "//example.org", "https://a b/",
                            "https://a/ b", "https://a;script-src/x", "https://user@a/", "https://ä/"}) {
        INFO(url);
        CHECK_FALSE(is_web_url(url));
    }
    CHECK(is_image_data_url("data:image/png;base64,iVBORw0KGgo="));
    CHECK(is_image_data_url("data:image/svg+xml;base64,AAAA"));
    for (const char* url : {"data:image/png,AAAA", "data:text/html;base64,AAAA", "data:image/png;base64,",
                            "data:image/;base64,AAAA", "data:image/png;base64,A A", "data:image/\"x\";base64,AAAA"}) {
        INFO(url);
        CHECK_FALSE(is_image_data_url(url));
    }
}

TEST_CASE("the id of an app is the scheme of URLs", "[pages]")
{
    for (const char* id : {"enmeshed", "eu.enmeshed.app", "a-b+c"}) CHECK(is_url_scheme(id));
    for (const char* id : {"", "1a", "a b", "a:b", "ä", "a\"b"}) CHECK_FALSE(is_url_scheme(id));
}

TEST_CASE("the origin of a URL ends before its path", "[pages]")
{
    CHECK(origin_of("https://example.org/a/b?c") == "https://example.org");
    CHECK(origin_of("http://example.org:8080?c") == "http://example.org:8080");
    CHECK(origin_of("https://example.org") == "https://example.org");
}
