#include "message_overview_store.hpp"

#include <algorithm>
#include <string>

namespace backbone::messages::overview_store {
namespace {

// What its participant still sees and what it does not are two index ranges in the order of the list, of which not more
// is read than the page and what is before it.
constexpr Statement kSelectOutgoing{"messages.select_outgoing_overviews", R"(
    SELECT m.id, m.created_by, m.created_by_device, m.created_at, m.attachments,
           r.position, r.relationship_id, r.address, r.received_at
    FROM (
        SELECT id, created_at FROM (
            SELECT id, created_at FROM messages WHERE created_by = :participant AND kept_by_sender > 0
            ORDER BY created_at, id {limit :end}) visible
        UNION ALL
        SELECT id, created_at FROM (
            SELECT id, created_at FROM messages WHERE created_by = :participant AND kept_by_sender <= 0
            ORDER BY created_at, id {limit :end}) invisible
        ORDER BY created_at, id {page :offset :size}) on_page
    JOIN messages m ON m.id = on_page.id
    JOIN message_recipients r ON r.message_id = m.id
    ORDER BY on_page.created_at, on_page.id, r.position)"};

// Several recipients of a message may have been deleted, who have the same address then.
constexpr Statement kSelectIncoming{"messages.select_incoming_overviews", R"(
    SELECT m.id, m.created_by, m.created_by_device, m.created_at, m.attachments,
           r.position, r.relationship_id, r.address, r.received_at
    FROM (
        SELECT message_id, created_at FROM (
            SELECT message_id, created_at FROM message_recipients
            WHERE address = :participant AND is_decomposed_by_recipient = 0
            ORDER BY created_at, message_id {limit :end}) visible
        UNION ALL
        SELECT message_id, created_at FROM (
            SELECT DISTINCT message_id, created_at FROM message_recipients
            WHERE address = :participant AND is_decomposed_by_recipient = 1
            ORDER BY created_at, message_id {limit :end}) invisible
        ORDER BY created_at, message_id {page :offset :size}) on_page
    JOIN messages m ON m.id = on_page.message_id
    JOIN message_recipients r ON r.message_id = m.id
    ORDER BY on_page.created_at, on_page.message_id, r.position)"};

constexpr Statement kCountOutgoing{"messages.count_outgoing_overviews", R"(
    SELECT (SELECT COUNT(*) FROM messages WHERE created_by = :participant AND kept_by_sender > 0)
         + (SELECT COUNT(*) FROM messages WHERE created_by = :participant AND kept_by_sender <= 0))"};

constexpr Statement kCountIncoming{"messages.count_incoming_overviews", R"(
    SELECT (SELECT COUNT(*) FROM message_recipients WHERE address = :participant AND is_decomposed_by_recipient = 0)
         + (SELECT COUNT(DISTINCT message_id) FROM message_recipients
            WHERE address = :participant AND is_decomposed_by_recipient = 1))"};

/// A message and one of its recipients.
struct Row
{
    MessageId id;
    IdentityAddress sender;
    DeviceId sender_device;
    Timestamp sent_at;
    /// Ids with a blank between them.
    std::optional<std::string> attachments;
    RecipientOverview recipient;
};

std::size_t number_of(const std::optional<std::string>& attachments)
{
    if (!attachments) return 0;
    return static_cast<std::size_t>(std::ranges::count(*attachments, ' ')) + 1;
}

}  // namespace

void for_each_of(Queries& queries, const IdentityAddress& participant, Direction direction, const Page& page,
                 const std::function<void(const MessageOverview&)>& visit)
{
    std::optional<MessageOverview> message;
    const auto add = [&](Row&& row) {
        if (!message || message->id != row.id) {
            if (message) visit(*message);
            message = MessageOverview{.id = row.id,
                                      .sender = std::move(row.sender),
                                      .sender_device = row.sender_device,
                                      .sent_at = row.sent_at,
                                      .number_of_attachments = number_of(row.attachments),
                                      .recipients = {}};
        }
        message->recipients.push_back(std::move(row.recipient));
    };
    const bool is_incoming = direction == Direction::incoming;
    queries.for_each<Row>(is_incoming ? kSelectIncoming : kSelectOutgoing, add, participant, page.offset() + page.size,
                          page.offset(), page.size);
    if (message) visit(*message);
}

std::int64_t count_of(Queries& queries, const IdentityAddress& participant, Direction direction)
{
    const bool is_incoming = direction == Direction::incoming;
    return queries.find<std::int64_t>(is_incoming ? kCountIncoming : kCountOutgoing, participant).value();
}

void write_json(JsonWriter& json, const MessageOverview& overview)
{
    json.object([&] {
        json.member("messageId", overview.id);
        json.member("senderAddress", overview.sender);
        json.member("senderDevice", overview.sender_device);
        json.member("sendDate", overview.sent_at);
        json.member("numberOfAttachments", overview.number_of_attachments);
        json.key("recipients");
        json.array([&] {
            for (const RecipientOverview& recipient : overview.recipients) {
                json.object([&] {
                    json.member("id", recipient.position);
                    json.member("messageId", overview.id);
                    json.member("relationshipId", recipient.relationship);
                    json.member("address", recipient.address);
                    json.member("receivedAt", recipient.received_at);
                });
            }
        });
    });
}

}  // namespace backbone::messages::overview_store
