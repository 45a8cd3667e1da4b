#include "web_interface.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include <backbone/binding.hpp>

namespace backbone::admin {
namespace {

constexpr std::string_view kIndex = "index.html";
constexpr std::string_view kAssets = "assets/";

// Nothing from elsewhere, and no code or style but what stands in files of ours.
constexpr std::string_view kSecurityPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src "
    "'self'; "
    "base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'";

constexpr auto kContentTypes = std::to_array<std::pair<std::string_view, std::string_view>>({
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
});

std::string content_type_of(std::string_view path)
{
    for (const auto& [ending, type] : kContentTypes) {
        if (path.ends_with(ending)) return std::string(type);
    }
    return "application/octet-stream";
}

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t") + 1);
}

/// Whether an element of Accept-Encoding, such as `gzip;q=0.5`, allows gzip.
bool allows_gzip(std::string_view element)
{
    const std::size_t end = std::min(element.find(';'), element.size());
    if (!input::equal_ignoring_case(trimmed(element.substr(0, end)), "gzip")) return false;
    const std::string_view weight = trimmed(element.substr(std::min(end + 1, element.size())));
    // `q=0`, `q=0.0` and so on forbid it.
    return !weight.starts_with("q=0") || weight.find_first_of("123456789") != std::string_view::npos;
}

bool takes_gzip(const Request& request)
{
    std::string_view rest = request.header("Accept-Encoding").value_or("");
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        if (allows_gzip(rest.substr(0, end))) return true;
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return false;
}

/// The answer with one of the contents of a file.
Response answer_with(const WebFile& file, bool gzipped, std::string_view caching)
{
    Response response{.content_type = content_type_of(file.path),
                      .body = std::string(gzipped ? file.gzipped : file.content),
                      .headers = {{"Cache-Control", std::string(caching)}, {"Vary", "Accept-Encoding"}}};
    if (gzipped) response.headers.push_back({"Content-Encoding", "gzip"});
    if (file.path.ends_with(".html")) {
        response.headers.push_back({"Content-Security-Policy", std::string(kSecurityPolicy)});
    }
    return response;
}

}  // namespace

WebInterface::WebInterface(std::span<const WebFile> files)
{
    constexpr std::string_view kAskEachTime = "no-cache";
    for (const WebFile& file : files) {
        if (file.path.starts_with(kAssets)) {
            assets_.emplace(file.path, file);
            continue;
        }
        NamedFile named{FixedResponse(answer_with(file, false, kAskEachTime)), {}};
        if (!file.gzipped.empty()) named.gzipped.emplace(answer_with(file, true, kAskEachTime));
        named_.emplace(file.path, std::move(named));
    }
}

Response WebInterface::answer(const Request& request) const
{
    if (request.path == "/") return {.status = 301, .headers = {{"Location", std::string(kIndex)}}};
    const std::string_view path = std::string_view(request.path).substr(1);
    const bool gzip = takes_gzip(request);

    if (const auto asset = assets_.find(path); asset != assets_.end()) {
        constexpr std::string_view kForever = "public, max-age=31536000, immutable";
        return answer_with(asset->second, gzip && !asset->second.gzipped.empty(), kForever);
    }
    auto named = named_.find(path);
    if (named == named_.end()) named = named_.find(kIndex);
    if (named == named_.end()) return {.status = 404};
    const NamedFile& file = named->second;
    return (gzip && file.gzipped ? *file.gzipped : file.plain).to(request);
}

}  // namespace backbone::admin
