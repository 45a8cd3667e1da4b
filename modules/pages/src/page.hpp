#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <backbone/response.hpp>

namespace backbone::pages {

/// Text as HTML shows it, also within the quotes of an attribute.
std::string escaped(std::string_view text);

/// What one page has beside what all have in common, which is the stylesheet.
struct Page
{
    /// Two letters.
    std::string_view language;
    /// A text.
    std::string title;
    /// All images of the page: http(s) URLs, or data URLs. The first one is its icon, too.
    std::vector<std::string> images;
    /// CSS; may be empty.
    std::string style;
    /// HTML.
    std::string body;
    /// JavaScript that runs when the body is there; may be empty.
    std::string_view script;
};

/// The page with a security policy that lets the browser load, and run, what the page is made of and nothing else.
Response html_response(const Page& page, std::string content_type = "text/html; charset=utf-8");

}  // namespace backbone::pages
