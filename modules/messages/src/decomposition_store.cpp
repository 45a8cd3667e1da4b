#include "decomposition_store.hpp"

namespace backbone::messages::decomposition_store {
namespace {

// kept_by_sender and kept_by_either count, so that relationships to several recipients of a message that end at the
// same time do not miss each other: whoever changes the row last finds what the other one did. They are changed before
// the flags by which the rows are found.

constexpr Statement kLeaveRecipients{"messages.leave_recipients", R"(
    UPDATE messages SET kept_by_sender = kept_by_sender - 1, created_by = :known_as
    WHERE created_by = :side AND id IN (
        SELECT message_id FROM message_recipients
        WHERE relationship_id = :relationship AND is_decomposed_by_sender = 0))"};

// Who is not the recipient is the sender, also when that address is anonymous already.
constexpr Statement kHideFromFirst{"messages.hide_from_first", R"(
    UPDATE message_recipients
    SET is_decomposed_by_recipient = CASE WHEN address = :side THEN 1 ELSE is_decomposed_by_recipient END,
        is_decomposed_by_sender = CASE WHEN address = :side THEN is_decomposed_by_sender ELSE 1 END,
        address = CASE WHEN address = :side THEN :known_as ELSE address END,
        unreceived_from = NULL
    WHERE relationship_id = :relationship)"};

constexpr Statement kPart{"messages.part", R"(
    UPDATE messages
    SET kept_by_sender = CASE WHEN created_by = :side THEN kept_by_sender - 1 ELSE kept_by_sender END,
        kept_by_either = kept_by_either - 1,
        created_by = CASE WHEN kept_by_either = 1 THEN :anonymous
                          WHEN created_by = :side THEN :known_as
                          ELSE created_by END
    WHERE id IN (
        SELECT message_id FROM message_recipients
        WHERE relationship_id = :relationship
          AND (is_decomposed_by_recipient = 0 OR is_decomposed_by_sender = 0)))"};

// The flags still tell which messages were parted just now.
constexpr Statement kSelectParted{"messages.select_parted", R"(
    SELECT CASE WHEN r.address = :side THEN 1 ELSE 0 END, m.created_at
    FROM message_recipients r JOIN messages m ON m.id = r.message_id
    WHERE r.relationship_id = :relationship AND m.kept_by_either = 0
      AND (r.is_decomposed_by_recipient = 0 OR r.is_decomposed_by_sender = 0))"};

constexpr Statement kDeleteParted{"messages.delete_parted", R"(
    DELETE FROM messages
    WHERE kept_by_either = 0 AND id IN (
        SELECT message_id FROM message_recipients WHERE relationship_id = :relationship))"};

constexpr Statement kHideFromBoth{"messages.hide_from_both", R"(
    UPDATE message_recipients
    SET is_decomposed_by_recipient = 1, is_decomposed_by_sender = 1, address = :anonymous, unreceived_from = NULL
    WHERE relationship_id = :relationship)"};

}  // namespace

void hide_from_first(Transaction& tx, const RelationshipId& relationship, const Side& side)
{
    tx.execute(kLeaveRecipients, side.known_as, side.address, relationship);
    tx.execute(kHideFromFirst, side.address, side.known_as, relationship);
}

void part(Transaction& tx, const RelationshipId& relationship, const Side& side, const IdentityAddress& anonymous)
{
    tx.execute(kPart, side.address, anonymous, side.known_as, relationship);
}

void for_each_parted(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side,
                     const Visit& visit)
{
    struct Parted
    {
        bool was_received;
        Timestamp created_at;
    };
    tx.for_each<Parted>(
        kSelectParted, [&](const Parted& message) { visit(message.was_received, message.created_at); }, side,
        relationship);
}

void delete_parted(Transaction& tx, const RelationshipId& relationship)
{
    tx.execute(kDeleteParted, relationship);
}

void hide_from_both(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& anonymous)
{
    tx.execute(kHideFromBoth, anonymous, relationship);
}

}  // namespace backbone::messages::decomposition_store
