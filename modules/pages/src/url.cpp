#include "url.hpp"

#include <algorithm>

namespace backbone::pages {
namespace {

constexpr std::string_view kSeparator = "://";

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_alphanumeric(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

/// Whether the text has some characters, all of which are letters, digits or among `others`.
bool consists_of(std::string_view text, std::string_view others)
{
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return is_alphanumeric(c) || others.find(c) != std::string_view::npos;
    });
}

}  // namespace

bool is_web_url(std::string_view text)
{
    if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
    // The authority becomes part of a security policy, so it must not hold what separates its parts.
    const std::string origin = origin_of(text);
    const std::string_view authority = std::string_view(origin).substr(origin.find(kSeparator) + kSeparator.size());
    return consists_of(authority, ".-_:[]") && std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

bool is_image_data_url(std::string_view text)
{
    constexpr std::string_view kStart = "data:image/";
    constexpr std::string_view kEncoding = ";base64,";
    const std::size_t encoding = text.find(kEncoding);
    if (!text.starts_with(kStart) || encoding == std::string_view::npos) return false;
    const std::string_view type = text.substr(kStart.size(), encoding - kStart.size());
    return consists_of(type, "+") && consists_of(text.substr(encoding + kEncoding.size()), "+/=");
}

std::string origin_of(std::string_view web_url)
{
    return std::string(web_url.substr(0, web_url.find_first_of("/?#", web_url.find(kSeparator) + kSeparator.size())));
}

bool is_url_scheme(std::string_view text)
{
    return consists_of(text, "+-.") && is_letter(text.front());
}

}  // namespace backbone::pages
