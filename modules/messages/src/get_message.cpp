// GET /api/v2/Messages/{id} (docs/protocol/messages.md §3)
#include <backbone/input.hpp>

#include "message_store.hpp"
#include "receptions.hpp"
#include "use_cases.hpp"

namespace backbone::messages {
namespace {

struct Input
{
    MessageId id;
    /// Has to be readable, and has no effect.
    std::optional<bool> no_body;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id), input::query("noBody", &Input::no_body));

}  // namespace

Response get_message(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto reader = message_store::Reader::of(context);

    return receiving(context, [&](Receptions& receptions) {
        auto message = message_store::find_visible(context.queries(), reader, input.id);
        if (!message) throw not_found("Message");
        receptions.receive(*message);
        return ok(*message);
    });
}

}  // namespace backbone::messages
