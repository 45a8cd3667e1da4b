#pragma once

#include <string_view>

#include <backbone/registry.hpp>

namespace backbone::pages {

inline constexpr std::string_view kStylesheetPath = "/style/style.css";

/// What all pages look like.
void register_stylesheet(Routes& routes);

}  // namespace backbone::pages
