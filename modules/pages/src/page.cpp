#include "page.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include <backbone/base64url.hpp>
#include <backbone/crypto.hpp>

#include "stylesheet.hpp"
#include "url.hpp"

namespace backbone::pages {
namespace {

/// Names an inline style or script in a security policy.
std::string source_of(std::string_view inline_text)
{
    std::string digest = Base64Url::encode(sha256(as_bytes(inline_text))).text() + "=";
    // Not every browser takes the alphabet for URLs here.
    std::ranges::replace(digest, '-', '+');
    std::ranges::replace(digest, '_', '/');
    return fmt::format("'sha256-{}'", digest);
}

std::string sources_of(const std::vector<std::string>& images)
{
    std::set<std::string> sources;
    for (const std::string& url : images) sources.insert(is_web_url(url) ? origin_of(url) : "data:");
    return fmt::format("{}", fmt::join(sources, " "));
}

std::string security_policy(const Page& page)
{
    std::string policy = "default-src 'none'; style-src 'self'";
    if (!page.style.empty()) policy += " " + source_of(page.style);
    if (!page.script.empty()) policy += "; script-src " + source_of(page.script);
    if (!page.images.empty()) policy += "; img-src " + sources_of(page.images);
    return policy + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}

}  // namespace

std::string escaped(std::string_view text)
{
    std::string html;
    html.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                html += "&amp;";
                break;
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '"':
                html += "&quot;";
                break;
            case '\'':
                html += "&#39;";
                break;
            default:
                html.push_back(c);
        }
    }
    return html;
}

Response html_response(const Page& page, std::string content_type)
{
    std::string html = fmt::format(R"(<!doctype html><html lang="{}"><head><meta charset="utf-8"><title>{}</title>)"
                                   R"(<meta name="viewport" content="width=device-width,initial-scale=1">)",
                                   page.language, escaped(page.title));
    const std::string icon = page.images.empty() ? "data:," : escaped(page.images.front());
    html += fmt::format(R"(<link rel="icon" href="{}"><link rel="stylesheet" href="{}">)", icon, kStylesheetPath);
    if (!page.style.empty()) html += fmt::format("<style>{}</style>", page.style);
    html += fmt::format("</head><body><main>{}</main>", page.body);
    if (!page.script.empty()) html += fmt::format("<script>{}</script>", page.script);
    html += "</body></html>";
    return {.status = 200,
            .content_type = std::move(content_type),
            .body = std::move(html),
            .headers = {{"Content-Security-Policy", security_policy(page)}}};
}

}  // namespace backbone::pages
