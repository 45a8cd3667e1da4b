#pragma once

#include <string>
#include <vector>

#include <backbone/options.hpp>

/// What people and their phones find at the server beside the API. Source: docs/protocol/http-and-auth.md §15.4, §17,
/// §23.
namespace backbone::pages {

/// Each `#RRGGBB`.
struct ColorScheme
{
    std::string background = "#FFFFFF";
    std::string primary = "#000000";
    std::string on_primary = "#FFFFFF";
    std::string secondary = "#000000";
    std::string on_secondary = "#FFFFFF";
};

/// Where a store offers the app.
struct StoreEntry
{
    /// An http(s) URL; empty when the store does not have the app.
    std::string app_link;
    /// What is shown then.
    std::string no_link_text = "Die App ist in diesem Store noch nicht verfügbar.";
};

struct App
{
    /// The scheme of the URLs that the app opens, too.
    std::string id;
    std::string display_name;
    std::string description;
    /// Http(s) URLs, or data URLs of images.
    std::string banner_url;
    std::string icon_url;
    ColorScheme color_scheme;
    StoreEntry apple_app_store;
    StoreEntry google_play_store;
};

/// The pages to which references such as those in QR codes lead. There are none without apps.
struct OnboardingOptions
{
    std::vector<App> apps;
    /// For references that name no app; may be empty.
    std::string default_app;
};

struct AndroidAssetLink
{
    std::string package_name;
    std::vector<std::string> sha256_cert_fingerprints;
};

/// By which phones learn that the apps may open the server's links. A list that is empty has no file.
struct WellKnownOptions
{
    std::vector<std::string> apple_app_site_associations;
    std::vector<AndroidAssetLink> android_asset_links;
};

struct PagesOptions
{
    OnboardingOptions onboarding;
    WellKnownOptions well_known;
    /// The description of the API for developers.
    bool api_docs_enabled = false;
};

void describe(OptionSection& options, PagesOptions& pages);

}  // namespace backbone::pages
