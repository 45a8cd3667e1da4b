// GET /api/v1/Announcements (docs/protocol/announcements-and-tags.md §4.2)
#include "use_cases.hpp"

#include <announcements/announcements.hpp>

namespace backbone::announcements {

Response list_all_announcements(const Request&, Context& context)
{
    return ok(list_announcements(context.queries()));
}

}  // namespace backbone::announcements
