#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backbone/context.hpp>
#include <backbone/request.hpp>
#include <messages/options.hpp>

#include "message.hpp"

/// What a client sends, and what is asked of it (docs/protocol/messages.md §2).
namespace backbone::messages {

struct NewRecipient
{
    IdentityAddress address;
    Base64Url encrypted_key;
};

struct NewAttachment
{
    std::string id;
};

/// Elements that are absent were null, which is found after other faults.
struct NewMessage
{
    std::vector<std::optional<NewRecipient>> recipients;
    Base64Url body;
    std::vector<std::optional<NewAttachment>> attachments;
};

/// Throws what is wrong with it.
NewMessage read_new_message(const Request& request, const Context& context, const MessagesOptions& options);

}  // namespace backbone::messages
