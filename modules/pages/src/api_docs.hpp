#pragma once

#include <backbone/registry.hpp>

namespace backbone::pages {

/// The description of the API, made of the routes that are registered by now (docs/protocol/http-and-auth.md §15.4).
void register_api_docs(Routes& routes);

}  // namespace backbone::pages
