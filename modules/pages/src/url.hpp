#pragma once

#include <string>
#include <string_view>

namespace backbone::pages {

/// An http(s) URL of printable ASCII characters.
bool is_web_url(std::string_view text);

/// `data:image/…;base64,…`
bool is_image_data_url(std::string_view text);

/// Scheme and authority of an http(s) URL.
std::string origin_of(std::string_view web_url);

/// What may stand before the colon of a URL.
bool is_url_scheme(std::string_view text);

}  // namespace backbone::pages
