#pragma once

#include <backbone/registry.hpp>
#include <pages/options.hpp>

namespace backbone::pages {

/// To be called after all other modules, whose routes the description of the API lists.
void register_pages(Registry& registry, const PagesOptions& options);

}  // namespace backbone::pages
