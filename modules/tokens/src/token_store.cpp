#include "token_store.hpp"

#include <backbone/paging.hpp>

namespace backbone::tokens::store {
namespace {

constexpr std::int64_t kBatchSize = kBatch;

constexpr Statement kInsert{"tokens.insert", R"(
    INSERT INTO tokens (id, created_by, created_by_device, for_identity, created_at, expires_at, content, password,
                        access_failed_count)
    VALUES (:id, :created_by, :created_by_device, :for_identity, :created_at, :expires_at, :content, :password, 0))"};

constexpr Statement kFindForReader{"tokens.find_for_reader", R"(
    SELECT t.id, t.created_by, t.created_by_device, t.for_identity, t.created_at, t.expires_at, t.content, t.password,
           t.access_failed_count, CASE WHEN a.token_id IS NULL THEN 0 ELSE 1 END
    FROM tokens t LEFT JOIN token_allocations a ON a.token_id = t.id AND a.allocated_by = :reader
    WHERE t.id = :id)"};

constexpr Statement kFindLocked{"tokens.find_locked", R"(
    SELECT id, created_by, created_by_device, for_identity, created_at, expires_at, content, password,
           access_failed_count
    FROM tokens {lock} WHERE id = :id {for_update})"};

constexpr Statement kSelectReadable{"tokens.select_readable", R"(
    SELECT id, created_by, created_by_device, for_identity, created_at, expires_at, content, password,
           access_failed_count
    FROM tokens t
    WHERE id IN ({list ids})
      AND (created_by = :reader
           OR EXISTS (SELECT 1 FROM token_allocations a WHERE a.token_id = t.id AND a.allocated_by = :reader))
    ORDER BY created_at, id {page :offset :limit})"};

constexpr Statement kCountReadable{"tokens.count_readable", R"(
    SELECT COUNT(*)
    FROM tokens t
    WHERE id IN ({list ids})
      AND (created_by = :reader
           OR EXISTS (SELECT 1 FROM token_allocations a WHERE a.token_id = t.id AND a.allocated_by = :reader)))"};

constexpr Statement kSelectCreatedBy{"tokens.select_created_by", R"(
    SELECT id, created_by, created_by_device, for_identity, created_at, expires_at, CAST(NULL AS VARCHAR(1)), password,
           access_failed_count, {octets content}
    FROM tokens WHERE created_by = :creator
    ORDER BY created_at, id {page :offset :limit})"};

constexpr Statement kSelectCreatedAfter{"tokens.select_created_after", R"(
    SELECT id, created_by, created_by_device, for_identity, created_at, expires_at, CAST(NULL AS VARCHAR(1)), password,
           access_failed_count, {octets content}
    FROM tokens
    WHERE created_by = :creator AND created_at >= :created_at AND (created_at > :created_at OR id > :id)
    ORDER BY created_at, id {limit :limit})"};

constexpr Statement kCountCreatedBy{"tokens.count_created_by", R"(
    SELECT COUNT(*) FROM tokens WHERE created_by = :creator)"};

constexpr Statement kSelectContents{"tokens.select_contents", R"(
    SELECT id, content FROM tokens WHERE id IN ({list ids}))"};

constexpr Statement kResetFailedAttempts{"tokens.reset_failed_attempts", R"(
    UPDATE tokens SET access_failed_count = 0 WHERE id = :id)"};

constexpr Statement kAllocate{"tokens.allocate", R"(
    INSERT INTO token_allocations (token_id, allocated_by, allocated_by_device, allocated_at)
    SELECT :token_id, :allocated_by, :allocated_by_device, :allocated_at
    WHERE NOT EXISTS (SELECT 1 FROM token_allocations WHERE token_id = :token_id AND allocated_by = :allocated_by)
    {do_nothing})"};

constexpr Statement kCountFailedAttempt{"tokens.count_failed_attempt", R"(
    UPDATE tokens SET access_failed_count = access_failed_count + 1
    {output access_failed_count, created_by}
    WHERE id = :id AND access_failed_count < :limit
    {returning access_failed_count, created_by})"};

constexpr Statement kFill{"tokens.fill", R"(
    UPDATE tokens SET content = :content, created_by = :created_by, created_by_device = :created_by_device
    WHERE id = :id)"};

constexpr Statement kDelete{"tokens.delete", R"(
    DELETE FROM tokens {output created_at} WHERE id = :id AND created_by = :creator {returning created_at})"};

constexpr Statement kExists{"tokens.exists", R"(
    SELECT COUNT(*) FROM tokens WHERE id = :id)"};

constexpr Statement kDeleteExpired{"tokens.delete_expired", R"(
    DELETE FROM tokens {output created_by, created_at} WHERE id IN (
        SELECT id FROM tokens WHERE expires_at <= :time ORDER BY expires_at {limit :batch})
    {returning created_by, created_at})"};

constexpr Statement kDeleteOfIdentity{"tokens.delete_of_identity", R"(
    DELETE FROM tokens WHERE id IN (
        SELECT id FROM tokens WHERE created_by = :identity ORDER BY id {limit :batch}))"};

constexpr Statement kAnonymiseRecipient{"tokens.anonymise_recipient", R"(
    UPDATE tokens SET for_identity = :anonymous WHERE id IN (
        SELECT id FROM tokens WHERE for_identity = :identity ORDER BY id {limit :batch}))"};

// Two deleted identities may have read the same token: the anonymous address keeps one allocation of it.
constexpr Statement kDropDoubleAllocations{"tokens.drop_double_allocations", R"(
    DELETE FROM token_allocations
    WHERE allocated_by = :identity
      AND EXISTS (SELECT 1 FROM token_allocations other
                  WHERE other.token_id = token_allocations.token_id AND other.allocated_by = :anonymous)
      AND token_id <= (SELECT MAX(batch.token_id) FROM (
          SELECT mine.token_id FROM token_allocations mine
          WHERE mine.allocated_by = :identity
            AND EXISTS (SELECT 1 FROM token_allocations other
                        WHERE other.token_id = mine.token_id AND other.allocated_by = :anonymous)
          ORDER BY mine.token_id {limit :batch}) batch))"};

constexpr Statement kAnonymiseAllocations{"tokens.anonymise_allocations", R"(
    UPDATE token_allocations SET allocated_by = :anonymous
    WHERE allocated_by = :identity AND token_id <= (
        SELECT MAX(batch.token_id) FROM (
            SELECT token_id FROM token_allocations WHERE allocated_by = :identity
            ORDER BY token_id {limit :batch}) batch))"};

}  // namespace

void insert(Queries& queries, const Token& token)
{
    queries.execute(kInsert, token.id, token.created_by, token.created_by_device, token.for_identity, token.created_at,
                    token.expires_at, token.content, token.password);
}

std::optional<ReadToken> find_for(Queries& queries, const TokenId& id, const std::optional<IdentityAddress>& reader)
{
    return queries.find<ReadToken>(kFindForReader, reader, id);
}

std::optional<Token> find_locked(Transaction& tx, const TokenId& id)
{
    return tx.find<Token>(kFindLocked, id);
}

void for_each_readable(Queries& queries, const std::vector<TokenId>& ids, const IdentityAddress& reader,
                       const Page& page, const std::function<void(const Token&)>& visit)
{
    queries.for_each<Token>(kSelectReadable, visit, List(ids), reader, page.offset(), page.size);
}

std::int64_t count_readable(Queries& queries, const std::vector<TokenId>& ids, const IdentityAddress& reader)
{
    return queries.find<std::int64_t>(kCountReadable, List(ids), reader).value();
}

std::vector<CreatedToken> select_created_by(Queries& queries, const IdentityAddress& creator, std::int64_t offset,
                                            std::int64_t size)
{
    return queries.select<CreatedToken>(kSelectCreatedBy, creator, offset, size);
}

std::vector<CreatedToken> select_created_after(Queries& queries, const IdentityAddress& creator, const Token& last,
                                               std::int64_t size)
{
    return queries.select<CreatedToken>(kSelectCreatedAfter, creator, last.created_at, last.id, size);
}

std::int64_t count_created_by(Queries& queries, const IdentityAddress& creator)
{
    return queries.find<std::int64_t>(kCountCreatedBy, creator).value();
}

void for_each_content(Queries& queries, const std::vector<TokenId>& ids,
                      const std::function<void(const TokenId&, Base64Url&&)>& visit)
{
    struct Content
    {
        TokenId id;
        Base64Url content;
    };
    queries.for_each<Content>(
        kSelectContents, [&](Content&& row) { visit(row.id, std::move(row.content)); }, List(ids));
}

bool reset_failed_attempts(Transaction& tx, const TokenId& id)
{
    return tx.change(kResetFailedAttempts, id) > 0;
}

void allocate(Queries& queries, const TokenId& id, const Caller& reader, Timestamp now)
{
    queries.execute(kAllocate, id, reader.identity, reader.device, now);
}

std::optional<FailedAttempt> count_failed_attempt(Transaction& tx, const TokenId& id)
{
    return tx.find<FailedAttempt>(kCountFailedAttempt, id, kFailedAttemptsUntilLocked);
}

void fill(Transaction& tx, const Token& token)
{
    tx.execute(kFill, token.content, token.created_by, token.created_by_device, token.id);
}

std::optional<Timestamp> delete_created_by(Transaction& tx, const TokenId& id, const IdentityAddress& creator)
{
    return tx.find<Timestamp>(kDelete, id, creator);
}

bool exists(Queries& queries, const TokenId& id)
{
    return queries.find<std::int64_t>(kExists, id).value() > 0;
}

std::vector<Deleted> delete_expired_before(Transaction& tx, Timestamp time)
{
    return tx.select<Deleted>(kDeleteExpired, time, kBatchSize);
}

bool forget_identity(Transaction& tx, const IdentityAddress& identity, const IdentityAddress& anonymous)
{
    if (tx.change(kDeleteOfIdentity, identity, kBatchSize) == kBatchSize) return true;
    if (tx.change(kAnonymiseRecipient, anonymous, identity, kBatchSize) == kBatchSize) return true;
    if (tx.change(kDropDoubleAllocations, identity, anonymous, kBatchSize) >= kBatchSize) return true;
    return tx.change(kAnonymiseAllocations, anonymous, identity, kBatchSize) >= kBatchSize;
}

}  // namespace backbone::tokens::store
