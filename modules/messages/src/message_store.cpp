#include "message_store.hpp"

#include <tuple>
#include <utility>

namespace backbone::messages::message_store {
namespace {

constexpr Statement kInsert{"messages.insert", R"(
    INSERT INTO messages (id, created_at, created_by, created_by_device, kept_by_sender, kept_by_either, attachments,
                          body)
    SELECT :id, :created_at, :created_by, :created_by_device, :recipients, :recipients, :attachments, :body
    WHERE NOT EXISTS (
        SELECT 1 FROM message_recipients
        WHERE address IN ({list addresses}) AND unreceived_from = :created_by
        GROUP BY address HAVING COUNT(*) >= :max_unreceived))"};

constexpr BulkInsert kInsertRecipients{"messages.insert_recipients", R"(
    INSERT INTO message_recipients (message_id, position, address, relationship_id, encrypted_key, created_at,
                                    unreceived_from, is_decomposed_by_recipient, is_decomposed_by_sender))",
                                       9};

constexpr Statement kIsAnybodyFull{"messages.is_anybody_full", R"(
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM message_recipients
        WHERE address IN ({list addresses}) AND unreceived_from = :sender
        GROUP BY address HAVING COUNT(*) >= :max_unreceived) THEN 1 ELSE 0 END)"};

constexpr Statement kFindVisible{"messages.find_visible", R"(
    SELECT m.id, m.created_at, m.created_by, m.created_by_device, m.attachments,
           CASE WHEN r.position = 0 OR m.created_by <> :reader THEN m.body END,
           r.address, r.encrypted_key, r.received_at, r.received_by_device, r.is_decomposed_by_sender
    FROM messages m JOIN message_recipients r ON r.message_id = m.id
    WHERE m.id = :id
      AND ((m.created_by = :reader AND m.kept_by_sender > 0)
           OR (r.address = :reader AND r.is_decomposed_by_recipient = 0))
    ORDER BY r.position)"};

// What was sent and what was received are two index ranges in the order of the list, of which not more is read than the
// page and what is before it.
constexpr Statement kSelectVisible{"messages.select_visible", R"(
    SELECT m.id, m.created_at, m.created_by, m.created_by_device, m.attachments,
           CASE WHEN r.position = 0 OR m.created_by <> :reader THEN m.body END,
           r.address, r.encrypted_key, r.received_at, r.received_by_device, r.is_decomposed_by_sender
    FROM (
        SELECT id, created_at FROM (
            SELECT id, created_at FROM messages
            WHERE created_by = :reader AND kept_by_sender > 0
            ORDER BY created_at, id {limit :end}) sent
        UNION ALL
        SELECT message_id, created_at FROM (
            SELECT message_id, created_at FROM message_recipients
            WHERE address = :reader AND is_decomposed_by_recipient = 0
            ORDER BY created_at, message_id {limit :end}) received
        ORDER BY created_at, id {page :offset :size}) shown
    JOIN messages m ON m.id = shown.id
    JOIN message_recipients r ON r.message_id = m.id AND (m.created_by = :reader OR r.address = :reader)
    ORDER BY shown.created_at, shown.id, r.position)"};

constexpr Statement kCountVisible{"messages.count_visible", R"(
    SELECT (SELECT COUNT(*) FROM messages WHERE created_by = :reader AND kept_by_sender > 0)
         + (SELECT COUNT(*) FROM message_recipients WHERE address = :reader AND is_decomposed_by_recipient = 0))"};

constexpr Statement kSelectVisibleOf{"messages.select_visible_of", R"(
    SELECT m.id, m.created_at, m.created_by, m.created_by_device, m.attachments,
           CASE WHEN r.position = 0 OR m.created_by <> :reader THEN m.body END,
           r.address, r.encrypted_key, r.received_at, r.received_by_device, r.is_decomposed_by_sender
    FROM (
        SELECT id, created_at FROM messages
        WHERE id IN ({list ids})
          AND ((created_by = :reader AND kept_by_sender > 0)
               OR EXISTS (SELECT 1 FROM message_recipients mine
                          WHERE mine.message_id = messages.id AND mine.address = :reader
                            AND mine.is_decomposed_by_recipient = 0))
        ORDER BY created_at, id {page :offset :size}) shown
    JOIN messages m ON m.id = shown.id
    JOIN message_recipients r ON r.message_id = m.id AND (m.created_by = :reader OR r.address = :reader)
    ORDER BY shown.created_at, shown.id, r.position)"};

constexpr Statement kCountVisibleOf{"messages.count_visible_of", R"(
    SELECT COUNT(*) FROM messages
    WHERE id IN ({list ids})
      AND ((created_by = :reader AND kept_by_sender > 0)
           OR EXISTS (SELECT 1 FROM message_recipients mine
                      WHERE mine.message_id = messages.id AND mine.address = :reader
                        AND mine.is_decomposed_by_recipient = 0)))"};

constexpr Statement kMarkReceived{"messages.mark_received", R"(
    UPDATE message_recipients SET received_at = :now, received_by_device = :device, unreceived_from = NULL
    WHERE message_id IN ({list ids}) AND address = :recipient AND received_at IS NULL)"};

/// The ids of the attachments in one text, which nobody but the readers of the message looks at; absent without any.
std::optional<std::string> joined(const std::vector<FileId>& attachments)
{
    if (attachments.empty()) return std::nullopt;
    std::string text;
    for (const FileId& id : attachments) {
        if (!text.empty()) text += ' ';
        text += id.text();
    }
    return text;
}

std::vector<FileId> split(std::string_view text)
{
    std::vector<FileId> attachments;
    while (!text.empty()) {
        const std::string_view id = text.substr(0, text.find(' '));
        attachments.push_back(FileId::parse(id).value());
        text.remove_prefix(std::min(id.size() + 1, text.size()));
    }
    return attachments;
}

/// A message and one of its recipients. The body stands in the first row of a message only.
struct VisibleRow
{
    MessageId id;
    Timestamp created_at;
    IdentityAddress created_by;
    DeviceId created_by_device;
    std::optional<std::string> attachments;
    std::optional<Base64Url> body;
    Recipient recipient;
    bool is_decomposed_by_sender = false;
};

/// Puts the rows of a message, which follow each other, together.
class Messages
{
  public:
    Messages(const Reader& reader, const Visit& visit) : reader_(reader), visit_(visit) {}

    void add(VisibleRow&& row)
    {
        if (!message_ || message_->id != row.id) {
            finish();
            message_ = Message{.id = row.id,
                               .created_at = row.created_at,
                               .created_by = std::move(row.created_by),
                               .created_by_device = row.created_by_device,
                               .attachments = split(row.attachments.value_or("")),
                               .body = std::move(row.body).value(),
                               .recipients = {}};
        }
        const bool has_broken = row.is_decomposed_by_sender && message_->created_by == reader_.address;
        if (has_broken) row.recipient.address = reader_.anonymous;
        message_->recipients.push_back(std::move(row.recipient));
    }

    /// Hands over the last one.
    void finish()
    {
        if (message_) visit_(*message_);
        message_.reset();
    }

  private:
    const Reader& reader_;
    const Visit& visit_;
    std::optional<Message> message_;
};

std::vector<IdentityAddress> addresses_of(const std::vector<Recipient>& recipients)
{
    std::vector<IdentityAddress> addresses;
    for (const Recipient& recipient : recipients) addresses.push_back(recipient.address);
    return addresses;
}

}  // namespace

Reader Reader::of(const Context& context)
{
    return {context.identity(), IdentityAddress::of_deleted_identity(context.installation().did_domain_name)};
}

bool insert(Transaction& tx, const Message& message, const std::vector<relationships::RelationshipId>& relationships,
            std::int32_t max_unreceived)
{
    const auto addresses = addresses_of(message.recipients);
    const auto inserted =
        tx.change(kInsert, message.id, message.created_at, message.created_by, message.created_by_device,
                  addresses.size(), joined(message.attachments), message.body, List(addresses), max_unreceived);
    if (inserted == 0) return false;

    std::vector<std::tuple<MessageId, std::size_t, IdentityAddress, relationships::RelationshipId, Base64Url, Timestamp,
                           IdentityAddress, bool, bool>>
        rows;
    for (std::size_t i = 0; i < message.recipients.size(); ++i) {
        const Recipient& recipient = message.recipients[i];
        rows.emplace_back(message.id, i, recipient.address, relationships[i], recipient.encrypted_key,
                          message.created_at, message.created_by, false, false);
    }
    tx.insert_all(kInsertRecipients, rows);
    return true;
}

bool is_anybody_full(Transaction& tx, const IdentityAddress& sender, const std::vector<IdentityAddress>& recipients,
                     std::int32_t max_unreceived)
{
    return tx.find<bool>(kIsAnybodyFull, List(recipients), sender, max_unreceived).value();
}

std::optional<Message> find_visible(Queries& queries, const Reader& reader, const MessageId& id)
{
    std::optional<Message> found;
    const Visit keep = [&](Message& message) { found = std::move(message); };
    Messages messages(reader, keep);
    queries.for_each<VisibleRow>(
        kFindVisible, [&](VisibleRow&& row) { messages.add(std::move(row)); }, reader.address, id);
    messages.finish();
    return found;
}

void for_each_visible(Queries& queries, const Reader& reader, const Ids& ids, const Page& page, const Visit& visit)
{
    Messages messages(reader, visit);
    const auto add = [&](VisibleRow&& row) { messages.add(std::move(row)); };
    if (ids) {
        queries.for_each<VisibleRow>(kSelectVisibleOf, add, reader.address, List(*ids), page.offset(), page.size);
    } else {
        queries.for_each<VisibleRow>(kSelectVisible, add, reader.address, page.offset() + page.size, page.offset(),
                                     page.size);
    }
    messages.finish();
}

std::int64_t count_visible(Queries& queries, const Reader& reader, const Ids& ids)
{
    const auto count = ids ? queries.find<std::int64_t>(kCountVisibleOf, List(*ids), reader.address)
                           : queries.find<std::int64_t>(kCountVisible, reader.address);
    return count.value();
}

std::int64_t mark_received(Queries& queries, const std::vector<MessageId>& ids, const IdentityAddress& recipient,
                           const Reception& reception)
{
    return queries.change(kMarkReceived, reception.at, reception.by_device, List(ids), recipient);
}

}  // namespace backbone::messages::message_store
