#include <pages/options.hpp>

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "url.hpp"

namespace backbone::pages {
namespace {

bool is_color(std::string_view text)
{
    constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
    return text.size() == 7 && text.front() == '#' && text.find_first_not_of(kHexDigits, 1) == std::string_view::npos;
}

void describe_color(OptionSection& options, std::string_view key, std::string& color)
{
    options.value(key, color);
    options.check(key, is_color(color), "must be a color such as #12ab9F");
}

void describe_image(OptionSection& options, std::string_view key, std::string& url)
{
    options.value(key, url, kNotEmpty);
    options.check(key, is_web_url(url) || is_image_data_url(url),
                  "must be an http(s) URL, or data:image/…;base64,… with the image itself");
}

}  // namespace

void describe(OptionSection& options, ColorScheme& colors)
{
    describe_color(options, "background", colors.background);
    describe_color(options, "primary", colors.primary);
    describe_color(options, "on_primary", colors.on_primary);
    describe_color(options, "secondary", colors.secondary);
    describe_color(options, "on_secondary", colors.on_secondary);
}

void describe(OptionSection& options, StoreEntry& store)
{
    options.value("app_link", store.app_link);
    options.check("app_link", store.app_link.empty() || is_web_url(store.app_link), "must be an http(s) URL");
    options.value("no_link_text", store.no_link_text, kNotEmpty);
}

void describe(OptionSection& options, App& app)
{
    options.value("id", app.id, kNotEmpty);
    options.check("id", is_url_scheme(app.id), "must be the scheme of a URL, such as 'enmeshed'");
    options.value("display_name", app.display_name, kNotEmpty);
    options.value("description", app.description, kNotEmpty);
    describe_image(options, "banner_url", app.banner_url);
    describe_image(options, "icon_url", app.icon_url);
    options.section("color_scheme", app.color_scheme);
    options.section("apple_app_store", app.apple_app_store);
    options.section("google_play_store", app.google_play_store);
}

void describe(OptionSection& options, OnboardingOptions& onboarding)
{
    options.list("apps", onboarding.apps);
    std::set<std::string_view> ids;
    for (const App& app : onboarding.apps) {
        options.check("apps", ids.insert(app.id).second, fmt::format("has the app '{}' twice", app.id));
    }
    options.value("default_app", onboarding.default_app);
    options.check("default_app", onboarding.default_app.empty() || ids.contains(onboarding.default_app),
                  "must be the id of one of the apps");
}

void describe(OptionSection& options, AndroidAssetLink& link)
{
    options.value("package_name", link.package_name, kNotEmpty);
    options.list("sha256_cert_fingerprints", link.sha256_cert_fingerprints);
}

void describe(OptionSection& options, PagesOptions& pages)
{
    options.section("onboarding", pages.onboarding);
    options.section("well_known", [&](OptionSection& well_known) {
        well_known.list("apple_app_site_associations", pages.well_known.apple_app_site_associations);
        well_known.list("android_asset_links", pages.well_known.android_asset_links);
    });
    options.section("api_docs", [&](OptionSection& docs) { docs.value("enabled", pages.api_docs_enabled); });
}

}  // namespace backbone::pages
