#pragma once

#include <backbone/registry.hpp>

namespace backbone::announcements {

Response list_visible_announcements(const Request& request, Context& context);

}  // namespace backbone::announcements
