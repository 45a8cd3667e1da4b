// GET /api/v1/Messages (docs/protocol/admin.md §3.8)
#include <backbone/input.hpp>

#include "message_overview_store.hpp"
#include "use_cases.hpp"

namespace backbone::messages {
namespace {

using overview_store::MessageOverview;

constexpr std::string_view kIncoming = "Incoming";
constexpr std::string_view kOutgoing = "Outgoing";

struct Input
{
    Page page;
    /// Any text; what is no address has no messages.
    std::string participant;
    std::string type;
};

struct Type
{
    Verdict operator()(const std::string& type, const Context&) const
    {
        if (type == kIncoming || type == kOutgoing) return std::nullopt;
        return Violation{"must be Incoming or Outgoing"};
    }
};

constexpr auto kInput =
    input::from<Input>(input::paging(&Input::page), input::query("participant", &Input::participant),
                       input::query("type", &Input::type, Type{}));

}  // namespace

Response list_messages_of_participant(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto participant = IdentityAddress::parse(input.participant);
    const auto direction =
        input.type == kIncoming ? overview_store::Direction::incoming : overview_store::Direction::outgoing;

    return page_of<MessageOverview>(
        input.page,
        [&](const auto& visit) {
            if (participant) overview_store::for_each_of(context.queries(), *participant, direction, input.page, visit);
        },
        [&] { return overview_store::count_of(context.queries(), participant.value(), direction); });
}

}  // namespace backbone::messages
