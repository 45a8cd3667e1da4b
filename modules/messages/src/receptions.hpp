#pragma once

#include <vector>

#include <backbone/context.hpp>

#include "message.hpp"

namespace backbone::messages {

/// The messages that become received by being shown to their recipient (docs/protocol/messages.md §3, §4).
class Receptions
{
  public:
    Receptions(const Caller& reader, Timestamp now) : reader_(reader), now_(now) {}

    /// Shows the message as received if the reader gets it for the first time.
    void receive(Message& message);

    /// Stores that they were received. False when another device got one of them first, so that what was shown is
    /// wrong.
    bool store(Queries& queries) const;

  private:
    const Caller& reader_;
    Timestamp now_;
    std::vector<MessageId> messages_;
};

/// Answers what `show(Receptions&)` answers, with true receptions. It is called again after another device was faster.
template <class Show>
auto receiving(Context& context, Show&& show)
{
    for (;;) {
        Receptions receptions(context.required_caller(), context.now());
        auto shown = show(receptions);
        if (receptions.store(context.queries())) return shown;
    }
}

}  // namespace backbone::messages
