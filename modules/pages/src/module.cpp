#include <pages/module.hpp>

#include "api_docs.hpp"
#include "onboarding.hpp"
#include "stylesheet.hpp"
#include "well_known.hpp"

namespace backbone::pages {

void register_pages(Registry& registry, const PagesOptions& options)
{
    Routes& routes = registry.consumer;
    register_onboarding(routes, options.onboarding);
    register_well_known(routes, options.well_known);
    register_stylesheet(routes);
    if (options.api_docs_enabled) register_api_docs(routes);
}

}  // namespace backbone::pages
