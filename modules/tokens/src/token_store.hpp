#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <backbone/database.hpp>

#include "token.hpp"

namespace backbone::tokens::store {

void insert(Queries& queries, const Token& token);

/// A token, and whether the reader has an allocation of it.
struct ReadToken
{
    Token token;
    bool is_allocated = false;
};

std::optional<ReadToken> find_for(Queries& queries, const TokenId& id, const std::optional<IdentityAddress>& reader);

/// Locks the row until the transaction ends.
std::optional<Token> find_locked(Transaction& tx, const TokenId& id);

/// Those of the tokens that the reader created or has an allocation of, oldest first.
void for_each_readable(Queries& queries, const std::vector<TokenId>& ids, const IdentityAddress& reader,
                       const Page& page, const std::function<void(const Token&)>& visit);
std::int64_t count_readable(Queries& queries, const std::vector<TokenId>& ids, const IdentityAddress& reader);

/// A token without its content, and how large that is, in characters of base64url.
struct CreatedToken
{
    Token token;
    std::optional<std::int64_t> content_size;
};
/// What the identity created, oldest first.
std::vector<CreatedToken> select_created_by(Queries& queries, const IdentityAddress& creator, std::int64_t offset,
                                            std::int64_t size);
/// The same behind a token of that list.
std::vector<CreatedToken> select_created_after(Queries& queries, const IdentityAddress& creator, const Token& last,
                                               std::int64_t size);
std::int64_t count_created_by(Queries& queries, const IdentityAddress& creator);
/// In any order.
void for_each_content(Queries& queries, const std::vector<TokenId>& ids,
                      const std::function<void(const TokenId&, Base64Url&&)>& visit);

/// Does nothing when the reader already has one.
void allocate(Queries& queries, const TokenId& id, const Caller& reader, Timestamp now);

/// One more failed attempt; absent when the token was locked before, or is gone.
struct FailedAttempt
{
    std::int32_t count;
    std::optional<IdentityAddress> created_by;
};
std::optional<FailedAttempt> count_failed_attempt(Transaction& tx, const TokenId& id);

/// Answers whether there is such a token.
bool reset_failed_attempts(Transaction& tx, const TokenId& id);

void fill(Transaction& tx, const Token& token);

/// Answers when the token was created; absent when there was none of that creator.
std::optional<Timestamp> delete_created_by(Transaction& tx, const TokenId& id, const IdentityAddress& creator);
bool exists(Queries& queries, const TokenId& id);

/// Deletes a batch and answers what was in it; fewer than kBatch when there are no more.
inline constexpr std::size_t kBatch = 500;
struct Deleted
{
    std::optional<IdentityAddress> created_by;
    Timestamp created_at;
};
std::vector<Deleted> delete_expired_before(Transaction& tx, Timestamp time);
/// Removes or anonymises a batch of what is left of an identity; answers whether there may be more.
bool forget_identity(Transaction& tx, const IdentityAddress& identity, const IdentityAddress& anonymous);

}  // namespace backbone::tokens::store
