#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/paging.hpp>

#include "file.hpp"

/// A file that has expired is as if it were not there, but for the housekeeping.
namespace backbone::files::store {

void insert(Queries& queries, const File& file, const OwnershipToken& token);

bool exists(Queries& queries, const FileId& id, Timestamp now);
std::optional<File> find(Queries& queries, const FileId& id, Timestamp now);
std::optional<Ownership> find_ownership(Queries& queries, const FileId& id, Timestamp now);

/// Which of the files that an identity has created are wanted: all of them where there are no ids.
struct CreatedBy
{
    const IdentityAddress& creator;
    const std::vector<FileId>& ids;
    Timestamp now;
};
/// Oldest first.
void for_each(Queries& queries, const CreatedBy& wanted, const Page& page,
              const std::function<void(const File&)>& visit);
std::int64_t count(Queries& queries, const CreatedBy& wanted);

/// What tells whose quota a file is part of.
struct CreatedFile
{
    FileId id;
    IdentityAddress created_by;
    Timestamp created_at;
    std::int64_t cipher_size = 0;
};

/// Answers what is gone; absent when there was no such file of that creator.
std::optional<CreatedFile> remove(Transaction& tx, const FileId& id, const IdentityAddress& creator, Timestamp now);

/// Gives the file a new token and unlocks it; answers whether there was a file of that owner.
bool renew_token(Queries& queries, const FileId& id, const IdentityAddress& owner, const OwnershipToken& token,
                 Timestamp now);

/// Changes the ownership, if it still is as it was `seen`, and not locked; answers whether it did.
bool lock(Transaction& tx, const FileId& id, const Ownership& seen);
bool give_to(Transaction& tx, const FileId& id, const Ownership& seen, const IdentityAddress& new_owner,
             const OwnershipToken& new_token);

/// Deletes a batch and answers what was in it; fewer than kBatch when there are no more.
inline constexpr std::size_t kBatch = 100;
std::vector<CreatedFile> delete_expired_before(Transaction& tx, Timestamp time);

/// Those of the keys that are ids of files, expired or not.
std::vector<std::string> known_among(Queries& queries, const std::vector<std::string>& keys);

/// A batch of the owner's files, which are locked until the transaction ends; fewer than kBatch when there are no more.
std::vector<CreatedFile> lock_owned_by(Transaction& tx, const IdentityAddress& owner);
void remove_all(Transaction& tx, const std::vector<CreatedFile>& files);
/// Handles a batch; answers whether there may be more.
bool anonymise_creator(Transaction& tx, const IdentityAddress& creator, const IdentityAddress& anonymous);

}  // namespace backbone::files::store
