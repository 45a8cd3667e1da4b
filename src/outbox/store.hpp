#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/id.hpp>

namespace backbone::outbox {

using MessageId = Id<"OUT">;

/// A message that this instance delivers now.
struct ClaimedMessage
{
    MessageId id;
    std::string payload;
    /// This delivery counted.
    int attempts;
};

void insert(Transaction& tx, const std::vector<OutboxMessage>& messages);

/// Takes the messages of a topic that are due and that nobody else has, oldest first; they are due again at
/// `leased_until`.
std::vector<ClaimedMessage> claim(Transaction& tx, const std::string& topic, std::size_t limit, Timestamp leased_until);

void extend_lease(Queries& queries, const std::vector<MessageId>& ids, Timestamp leased_until,
                  Timestamp extended_until);

/// Gives back messages that were claimed and not tried.
void release(Queries& queries, const std::vector<MessageId>& ids, Timestamp leased_until, Timestamp now);

void remove_delivered(Queries& queries, const MessageId& id);

/// Does nothing when the lease has passed to another instance.
void try_again(Queries& queries, const MessageId& id, Timestamp leased_until, Timestamp due_at,
               const std::string& error);

/// Keeps the message for an operator to look at; it is not delivered again.
void put_aside(Queries& queries, const MessageId& id, Timestamp leased_until, const std::string& error);

}  // namespace backbone::outbox
