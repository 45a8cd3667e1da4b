#pragma once

#include <backbone/registry.hpp>

namespace backbone::announcements {

Response list_visible_announcements(const Request& request, Context& context);

// Of the Admin API
Response publish_announcement(const Request& request, Context& context);
Response list_all_announcements(const Request& request, Context& context);
Response show_announcement(const Request& request, Context& context);
Response withdraw_announcement(const Request& request, Context& context);

}  // namespace backbone::announcements
