#include "well_known.hpp"

#include <array>

#include <backbone/fixed_response.hpp>
#include <backbone/json_writer.hpp>

namespace backbone::pages {
namespace {

/// What the files say: this app may open the links of references.
constexpr std::string_view kLinks = "/r/*";
constexpr std::string_view kComment = "Links of references, which the app opens";
constexpr std::array<std::string_view, 1> kRelations{"delegate_permission/common.handle_all_urls"};

struct AppleFile
{
    const std::vector<std::string>& apps;
};

void write_json(JsonWriter& json, const AppleFile& file)
{
    json.object([&] {
        json.key("applinks");
        json.object([&] {
            json.key("details");
            json.array([&] {
                json.object([&] {
                    json.member("appIDs", file.apps);
                    json.key("components");
                    json.array([&] {
                        json.object([&] {
                            json.member("/", kLinks);
                            json.member("comment", kComment);
                        });
                    });
                });
            });
        });
    });
}

struct AndroidFile
{
    const std::vector<AndroidAssetLink>& links;
};

void write_json(JsonWriter& json, const AndroidFile& file)
{
    json.array([&] {
        for (const AndroidAssetLink& link : file.links) {
            json.object([&] {
                json.member("relation", kRelations);
                json.key("target");
                json.object([&] {
                    json.member("namespace", "android_app");
                    json.member("package_name", link.package_name);
                    json.member("sha256_cert_fingerprints", link.sha256_cert_fingerprints);
                });
            });
        }
    });
}

void serve(Routes& routes, std::string path, Response file)
{
    routes.get(std::move(path), anonymous,
               [fixed = FixedResponse(std::move(file), Revalidation::none)](const Request& request, Context&) {
                   return fixed.to(request);
               });
}

}  // namespace

void register_well_known(Routes& routes, const WellKnownOptions& options)
{
    if (!options.apple_app_site_associations.empty()) {
        serve(routes, "/.well-known/apple-app-site-association",
              json_response(200, AppleFile{options.apple_app_site_associations}));
    }
    if (!options.android_asset_links.empty()) {
        serve(routes, "/.well-known/assetlinks.json", json_response(200, AndroidFile{options.android_asset_links}));
    }
}

}  // namespace backbone::pages
