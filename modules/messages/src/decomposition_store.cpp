#include "decomposition_store.hpp"

namespace backbone::messages::decomposition_store {
namespace {

// kept_by_sender and kept_by_either count, so that relationships to several recipients of a message that end at the
// same time do not miss each other: whoever changes the row last finds what the other one did.

constexpr Statement kLeaveRecipients{"messages.leave_recipients", R"(
    UPDATE messages SET kept_by_sender = kept_by_sender - 1
    WHERE created_by = :side AND id IN (
        SELECT message_id FROM message_recipients
        WHERE relationship_id = :relationship AND is_decomposed_by_sender = 0))"};

// Who is not the recipient is the sender, also when that address is anonymous already.
constexpr Statement kHideFromFirst{"messages.hide_from_first", R"(
    UPDATE message_recipients
    SET is_decomposed_by_recipient = CASE WHEN address = :side THEN 1 ELSE is_decomposed_by_recipient END,
        is_decomposed_by_sender = CASE WHEN address = :side THEN is_decomposed_by_sender ELSE 1 END
    WHERE relationship_id = :relationship)"};

constexpr Statement kPart{"messages.part", R"(
    UPDATE messages
    SET kept_by_sender = CASE WHEN created_by = :side THEN kept_by_sender - 1 ELSE kept_by_sender END,
        kept_by_either = kept_by_either - 1,
        created_by = CASE WHEN kept_by_either = 1 THEN :anonymous ELSE created_by END
    WHERE id IN (
        SELECT message_id FROM message_recipients
        WHERE relationship_id = :relationship
          AND (is_decomposed_by_recipient = 0 OR is_decomposed_by_sender = 0)))"};

constexpr Statement kHideFromSecond{"messages.hide_from_second", R"(
    UPDATE message_recipients
    SET is_decomposed_by_recipient = 1, is_decomposed_by_sender = 1, address = :anonymous
    WHERE relationship_id = :relationship)"};

constexpr Statement kAnonymiseSender{"messages.anonymise_sender", R"(
    UPDATE messages SET created_by = :anonymous
    WHERE created_by = :side AND id IN (
        SELECT message_id FROM message_recipients WHERE relationship_id = :relationship))"};

constexpr Statement kAnonymiseRecipient{"messages.anonymise_recipient", R"(
    UPDATE message_recipients SET address = :anonymous
    WHERE relationship_id = :relationship AND address = :side)"};

// Also in the entries of recipients with whom the sender has another relationship.
constexpr Statement kCopyAnonymousSender{"messages.copy_anonymous_sender", R"(
    UPDATE message_recipients SET sender = :anonymous
    WHERE sender <> :anonymous AND message_id IN (
        SELECT m.id FROM messages m JOIN message_recipients r ON r.message_id = m.id
        WHERE r.relationship_id = :relationship AND m.created_by = :anonymous))"};

constexpr Statement kDeleteOrphaned{"messages.delete_orphaned", R"(
    DELETE FROM messages
    WHERE created_by = :anonymous
      AND id IN (SELECT message_id FROM message_recipients WHERE relationship_id = :relationship)
      AND NOT EXISTS (SELECT 1 FROM message_recipients r
                      WHERE r.message_id = messages.id AND r.address <> :anonymous))"};

}  // namespace

void hide_from_first(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side)
{
    tx.execute(kLeaveRecipients, side, relationship);
    tx.execute(kHideFromFirst, side, relationship);
}

void hide_from_second(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side,
                      const IdentityAddress& anonymous)
{
    tx.execute(kPart, side, anonymous, relationship);
    tx.execute(kHideFromSecond, anonymous, relationship);
    tx.execute(kCopyAnonymousSender, anonymous, relationship);
}

void anonymise(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side,
               const IdentityAddress& anonymous)
{
    tx.execute(kAnonymiseSender, anonymous, side, relationship);
    tx.execute(kAnonymiseRecipient, anonymous, relationship, side);
    tx.execute(kCopyAnonymousSender, anonymous, relationship);
}

void delete_orphaned(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& anonymous)
{
    tx.execute(kDeleteOrphaned, anonymous, relationship);
}

}  // namespace backbone::messages::decomposition_store
