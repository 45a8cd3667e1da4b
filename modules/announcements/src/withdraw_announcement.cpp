// DELETE /api/v1/Announcements/{id} (docs/protocol/announcements-and-tags.md §4.4)
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

Response withdraw_announcement(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    context.transaction([&](Transaction& tx) { delete_announcement(tx, context.operator_name(), input.id); });
    return no_content();
}

}  // namespace backbone::announcements
