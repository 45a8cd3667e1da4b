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
    if (!options.api_docs_enabled) return;
    register_api_docs(registry.consumer, kConsumerApi);
    register_api_docs(registry.admin, kAdminApi);
    register_stylesheet(registry.admin);
}

}  // namespace backbone::pages
