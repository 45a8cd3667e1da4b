// GET /api/v2/Messages (docs/protocol/messages.md §4)
#include <backbone/input.hpp>

#include "message_store.hpp"
#include "receptions.hpp"
#include "use_cases.hpp"

namespace backbone::messages {
namespace {

struct Input
{
    Page page;
    /// None: all messages.
    std::vector<MessageId> ids;
};

constexpr auto kInput =
    input::from<Input>(input::paging(&Input::page), input::query("ids", &Input::ids, not_too_many()));

}  // namespace

Response list_messages(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto reader = message_store::Reader::of(context);
    const auto ids = input.ids.empty() ? std::nullopt : std::optional(input.ids);

    return receiving(context, [&](Receptions& receptions) {
        return page_of<Message>(
            input.page,
            [&](const auto& visit) {
                message_store::for_each_visible(context.queries(), reader, ids, input.page, [&](Message& message) {
                    receptions.receive(message);
                    visit(message);
                });
            },
            [&] { return message_store::count_visible(context.queries(), reader, ids); });
    });
}

}  // namespace backbone::messages
