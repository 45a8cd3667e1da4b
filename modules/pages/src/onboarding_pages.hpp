#pragma once

#include <cstdint>
#include <vector>

#include <backbone/response.hpp>
#include <pages/options.hpp>

namespace backbone::pages {

enum class Stores : std::uint8_t { apple, google, both };

/// Helps to install the app, and to open in it the page's own URL.
Response onboarding_page(const App& app, Stores stores);

/// Lists the apps; each leads to the same URL with that app. There is at least one.
Response selection_page(const std::vector<App>& apps);

}  // namespace backbone::pages
