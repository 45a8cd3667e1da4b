#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <backbone/context.hpp>

#include "message.hpp"

namespace backbone::messages::message_store {

/// Stores nothing, and answers false, when one of the recipients has not fetched `max_unreceived` messages of this
/// sender. `relationships` are those to the recipients, in their order. The answer holds until the commit if they are
/// locked.
bool insert(Transaction& tx, const Message& message, const std::vector<relationships::RelationshipId>& relationships,
            std::int32_t max_unreceived);

/// True when one of the recipients has not fetched `max_unreceived` messages of this sender.
bool is_anybody_full(Transaction& tx, const IdentityAddress& sender, const std::vector<IdentityAddress>& recipients,
                     std::int32_t max_unreceived);

/// Who looks at messages, and what it sees in the place of a recipient with whom it has broken.
struct Reader
{
    IdentityAddress address;
    IdentityAddress anonymous;

    static Reader of(const Context& context);
};

using Visit = std::function<void(Message&)>;

/// Absent when the reader does not see it. Of a message that it did not send, a reader sees no other recipient.
std::optional<Message> find_visible(Queries& queries, const Reader& reader, const MessageId& id);

/// What the reader sees of the messages with these ids, or of all when there are none, oldest first.
using Ids = std::optional<std::vector<MessageId>>;
void for_each_visible(Queries& queries, const Reader& reader, const Ids& ids, const Page& page, const Visit& visit);
std::int64_t count_visible(Queries& queries, const Reader& reader, const Ids& ids);

/// Marks as received what the recipient has not received yet; answers how many of the messages that were.
std::int64_t mark_received(Queries& queries, const std::vector<MessageId>& ids, const IdentityAddress& recipient,
                           const Reception& reception);

}  // namespace backbone::messages::message_store
