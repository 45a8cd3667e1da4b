#pragma once

#include <backbone/registry.hpp>

namespace backbone::admin {

/// Keeps the table `identity_overviews` up to date with what happens to identities, in the transactions in which it
/// happens. The overview of an identity goes with it.
void keep_overviews(EventHandlers& events);

}  // namespace backbone::admin
