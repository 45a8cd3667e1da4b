#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "admin/src/web_interface.hpp"

using namespace backbone;
using namespace backbone::admin;

namespace {

constexpr std::array<WebFile, 4> kFiles{{{"assets/index-Dx4kXJAl.js", "script", "zipped script"},
                                         {"assets/inter.woff2", "font", {}},
                                         {"icon.svg", "picture", {}},
                                         {"index.html", "page", "zipped page"}}};

Response get(const std::string& path, std::vector<Header> headers = {})
{
    Request request;
    request.path = path;
    request.headers = std::move(headers);
    return WebInterface(kFiles).answer(request);
}

std::string header_of(const Response& response, std::string_view name)
{
    for (const Header& header : response.headers) {
        if (header.name == name) return header.value;
    }
    return "none";
}

}  // namespace

TEST_CASE("The page of the web interface answers wherever there is no file", "[admin]")
{
    CHECK(get("/").status == 301);
    CHECK(header_of(get("/"), "Location") == "index.html");
    for (const std::string path :
         {"/index.html", "/identities", "/identities/did:e:x", "/odata/x", "/assets/gone.js"}) {
        const Response page = get(path);
        CHECK(page.status == 200);
        CHECK(page.body == "page");
        CHECK(page.content_type == "text/html; charset=utf-8");
        CHECK(header_of(page, "Cache-Control") == "no-cache");
    }
    CHECK(get("/icon.svg").content_type == "image/svg+xml");
}

TEST_CASE("The page of the web interface runs nothing but its own files", "[admin]")
{
    const std::string policy = header_of(get("/index.html"), "Content-Security-Policy");
    CHECK_THAT(policy, Catch::StartsWith("default-src 'none'; script-src 'self'; style-src 'self'"));
    CHECK_THAT(policy, !Catch::Contains("unsafe"));
    CHECK_THAT(policy, Catch::Contains("frame-ancestors 'none'"));
}

TEST_CASE("What has a digest in its name is kept for ever, and other files are asked for again", "[admin]")
{
    const Response script = get("/assets/index-Dx4kXJAl.js");
    CHECK(script.content_type == "text/javascript; charset=utf-8");
    CHECK(header_of(script, "Cache-Control") == "public, max-age=31536000, immutable");

    const std::string tag = header_of(get("/identities"), "ETag");
    CHECK(get("/tiers", {{"If-None-Match", tag}}).status == 304);
    CHECK(get("/tiers", {{"If-None-Match", "\"other\""}}).status == 200);
}

TEST_CASE("Who takes gzip gets it where it is smaller", "[admin]")
{
    const auto body = [](const std::string& path, const std::string& encodings) {
        const Response response = get(path, {{"Accept-Encoding", encodings}});
        CHECK(header_of(response, "Vary") == "Accept-Encoding");
        CHECK(header_of(response, "Content-Encoding") == (response.body.starts_with("zipped") ? "gzip" : "none"));
        return response.body;
    };
    const std::string script = "/assets/index-Dx4kXJAl.js";
    CHECK(body(script, "gzip, deflate, br") == "zipped script");
    CHECK(body(script, "deflate, GZIP;q=0.5") == "zipped script");
    CHECK(body(script, "br") == "script");
    CHECK(body(script, "gzip;q=0, br") == "script");
    CHECK(body(script, "") == "script");
    CHECK(body("/identities", "gzip") == "zipped page");
    CHECK(body("/assets/inter.woff2", "gzip") == "font");
}

TEST_CASE("Without its files there is no web interface", "[admin]")
{
    Request request;
    request.path = "/identities";
    CHECK(WebInterface({}).answer(request).status == 404);
}
