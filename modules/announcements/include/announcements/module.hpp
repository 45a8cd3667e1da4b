#pragma once

#include <backbone/registry.hpp>

namespace backbone::announcements {

void register_announcements(Registry& registry);

}  // namespace backbone::announcements
