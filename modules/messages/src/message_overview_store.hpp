#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/paging.hpp>
#include <messages/events.hpp>
#include <relationships/events.hpp>

/// Messages as the operator sees them: without their contents, and also those that their participants do not see any
/// more (docs/protocol/admin.md §3.8).
namespace backbone::messages::overview_store {

/// From the view of an identity.
enum class Direction : std::uint8_t { incoming, outgoing };

struct RecipientOverview
{
    /// Unique in its message.
    std::int32_t position = 0;
    relationships::RelationshipId relationship;
    IdentityAddress address;
    std::optional<Timestamp> received_at;
};

struct MessageOverview
{
    MessageId id;
    IdentityAddress sender;
    DeviceId sender_device;
    Timestamp sent_at;
    std::size_t number_of_attachments = 0;
    std::vector<RecipientOverview> recipients;
};
void write_json(JsonWriter& json, const MessageOverview& overview);

/// Oldest first.
void for_each_of(Queries& queries, const IdentityAddress& participant, Direction direction, const Page& page,
                 const std::function<void(const MessageOverview&)>& visit);
std::int64_t count_of(Queries& queries, const IdentityAddress& participant, Direction direction);

}  // namespace backbone::messages::overview_store
