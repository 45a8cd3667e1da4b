#pragma once

#include <backbone/registry.hpp>
#include <pages/options.hpp>

namespace backbone::pages {

/// The files by which phones learn which apps may open the server's links (docs/protocol/http-and-auth.md §17.2).
void register_well_known(Routes& routes, const WellKnownOptions& options);

}  // namespace backbone::pages
