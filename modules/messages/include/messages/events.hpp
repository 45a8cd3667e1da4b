#pragma once

#include <vector>

#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <relationships/events.hpp>

/// What other modules may learn of messages as it happens. Source: docs/protocol/messages.md §6.
/// In their statements they may read `created_at` of the table `messages`.
namespace backbone::messages {

using MessageId = Id<"MSG">;

struct MessageCreated
{
    struct Recipient
    {
        IdentityAddress address;
        relationships::RelationshipId relationship;
        /// Of that relationship, which is locked until the transaction ends.
        relationships::RelationshipStatus status{};
    };

    MessageId message;
    IdentityAddress created_by;
    std::vector<Recipient> recipients;
};

}  // namespace backbone::messages
