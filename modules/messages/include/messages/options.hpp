#pragma once

#include <cstdint>

#include <backbone/options.hpp>

namespace backbone::messages {

/// Source: docs/protocol/messages.md §8.
struct MessagesOptions
{
    /// Of one message.
    std::int32_t max_recipients = 1;
    /// A sender with so many messages that a recipient has not fetched yet cannot send it another one.
    std::int32_t max_unreceived_messages_from_one_sender = 20;
};

void describe(OptionSection& options, MessagesOptions& messages);

}  // namespace backbone::messages
