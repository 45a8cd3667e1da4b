#pragma once

#include <cstdint>

#include <backbone/options.hpp>

namespace backbone::messages {

struct MessagesOptions
{
    /// Of one message (docs/protocol/operations.md §3.3).
    std::int32_t max_recipients = 1;
};

void describe(OptionSection& options, MessagesOptions& messages);

}  // namespace backbone::messages
