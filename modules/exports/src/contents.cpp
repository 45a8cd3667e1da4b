// Files, messages and tokens: who made them, and how large they are
#include <relationships/events.hpp>

#include "pages.hpp"
#include "tables.hpp"

namespace backbone::exports {
namespace {

constexpr Statement kSelectFiles{"exports.select_files", R"(
    SELECT f.id, f.created_by, cc.client_id, cc.display_name, f.created_at, f.last_ownership_claim_at, f.owner,
           co.client_id, co.display_name, f.cipher_size, f.expires_at
    FROM files f
    LEFT JOIN identities i ON i.address = f.created_by
    LEFT JOIN oauth_clients cc ON cc.client_id = i.client_id
    LEFT JOIN identities o ON o.address = f.owner
    LEFT JOIN oauth_clients co ON co.client_id = o.client_id
    WHERE f.id > :last
    ORDER BY f.id {limit :size})"};

constexpr Statement kSelectMessages{"exports.select_messages", R"(
    SELECT m.id, m.created_by, cs.client_id, cs.display_name, r.relationship_id, r.address, cr.client_id,
           cr.display_name, m.created_at, r.received_at, {octets m.body}
    FROM messages m
    JOIN message_recipients r ON r.message_id = m.id AND r.position = 0
    LEFT JOIN identities s ON s.address = m.created_by
    LEFT JOIN oauth_clients cs ON cs.client_id = s.client_id
    LEFT JOIN identities p ON p.address = r.address
    LEFT JOIN oauth_clients cr ON cr.client_id = p.client_id
    WHERE m.id > :last
    ORDER BY m.id {limit :size})"};

constexpr Statement kSelectTokens{"exports.select_tokens", R"(
    SELECT t.id, t.created_at, t.created_by, c.client_id, c.display_name, {octets t.content}, t.expires_at
    FROM tokens t
    LEFT JOIN identities i ON i.address = t.created_by
    LEFT JOIN oauth_clients c ON c.client_id = i.client_id
    WHERE t.id > :last
    ORDER BY t.id {limit :size})"};

struct FileRow
{
    Id<"FIL"> id;
    IdentityAddress created_by;
    ClientOfIdentity client_of_creator;
    Timestamp created_at;
    std::optional<Timestamp> last_ownership_claim_at;
    IdentityAddress owner;
    ClientOfIdentity client_of_owner;
    std::int64_t cipher_size = 0;
    Timestamp expires_at;
};

void write_file(Csv& csv, const FileRow& row)
{
    csv.add_private(row.id);
    csv.add_private(row.created_by);
    add_client(csv, row.client_of_creator);
    csv.add_all(row.created_at, row.last_ownership_claim_at);
    csv.add_private(row.owner);
    add_client(csv, row.client_of_owner);
    csv.add_all(row.cipher_size, row.expires_at);
}

struct MessageRow
{
    Id<"MSG"> id;
    IdentityAddress created_by;
    ClientOfIdentity client_of_sender;
    relationships::RelationshipId relationship;
    IdentityAddress recipient;
    ClientOfIdentity client_of_recipient;
    Timestamp created_at;
    std::optional<Timestamp> received_at;
    std::int64_t length_of_body = 0;
};

void write_message(Csv& csv, const MessageRow& row)
{
    csv.add_private(row.id);
    csv.add_private(row.created_by);
    add_client(csv, row.client_of_sender);
    csv.add_private(row.relationship);
    csv.add_private(row.recipient);
    add_client(csv, row.client_of_recipient);
    csv.add_all(row.created_at, row.received_at, decoded_size(row.length_of_body));
}

struct TokenRow
{
    Id<"TOK"> id;
    Timestamp created_at;
    std::optional<IdentityAddress> created_by;
    ClientOfIdentity client;
    std::optional<std::int64_t> length_of_content;
    Timestamp expires_at;
};

void write_token(Csv& csv, const TokenRow& row)
{
    csv.add_private(row.id);
    csv.add(row.created_at);
    csv.add_private(row.created_by);
    add_client(csv, row.client);
    csv.add_all(decoded_size(row.length_of_content.value_or(0)), row.expires_at);
}

}  // namespace

std::int64_t write_files(Queries& queries, Privacy privacy, const WriteText& write)
{
    write(
        "FileId,CreatedBy,CreatedByClientId,CreatedByClientName,CreatedAt,LastOwnershipClaimAt,Owner,OwnerClientId,"
        "OwnerClientName,CipherSize,ExpiresAt\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectFiles, csv, write_file);
}

std::int64_t write_messages(Queries& queries, Privacy privacy, const WriteText& write)
{
    write(
        "MessageId,CreatedBy,CreatedByClientId,CreatedByClientName,RelationshipId,Recipient,RecipientClientId,"
        "RecipientClientName,CreatedAt,ReceivedAt,CipherSize\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectMessages, csv, write_message);
}

std::int64_t write_tokens(Queries& queries, Privacy privacy, const WriteText& write)
{
    write("TokenId,CreatedAt,CreatedBy,CreatedByClientId,CreatedByClientName,CipherSize,ExpiresAt\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectTokens, csv, write_token);
}

}  // namespace backbone::exports
