#pragma once

#include <backbone/registry.hpp>
#include <pages/options.hpp>

namespace backbone::pages {

/// `GET /r/{referenceId}`: where the links and QR codes of references lead (docs/protocol/http-and-auth.md §17.1). The
/// secret of a reference is in the fragment of its URL, which browsers keep for themselves.
void register_onboarding(Routes& routes, const OnboardingOptions& options);

}  // namespace backbone::pages
