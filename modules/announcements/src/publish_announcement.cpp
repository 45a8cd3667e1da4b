// POST /api/v1/Announcements (docs/protocol/announcements-and-tags.md §4.1)
#include "use_cases.hpp"

#include <announcements/announcements.hpp>

namespace backbone::announcements {

Response publish_announcement(const Request& request, Context& context)
{
    const AnnouncementContent content = read_announcement(request);
    return created(context.transaction(
        [&](Transaction& tx) { return create_announcement(tx, context.operator_name(), content); }));
}

}  // namespace backbone::announcements
