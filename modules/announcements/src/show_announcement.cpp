// GET /api/v1/Announcements/{id} (docs/protocol/announcements-and-tags.md §4.3)
#include <announcements/announcements.hpp>
#include <backbone/input.hpp>

#include "use_cases.hpp"

namespace backbone::announcements {
namespace {

struct Input
{
    AnnouncementId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response show_announcement(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    return ok(get_announcement(context.queries(), input.id));
}

}  // namespace backbone::announcements
