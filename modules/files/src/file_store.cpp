#include "file_store.hpp"

namespace backbone::files::store {
namespace {

constexpr std::int64_t kBatchSize = kBatch;

constexpr Statement kInsert{"files.insert", R"(
    INSERT INTO files (id, created_at, created_by, created_by_device, owner, owner_signature, ownership_token,
                       ownership_is_locked, cipher_size, cipher_hash, expires_at, encrypted_properties)
    VALUES (:id, :created_at, :created_by, :created_by_device, :owner, :owner_signature, :ownership_token, 0,
            :cipher_size, :cipher_hash, :expires_at, :encrypted_properties))"};

constexpr Statement kExists{"files.exists", R"(
    SELECT COUNT(*) FROM files WHERE id = :id AND expires_at > :now)"};

constexpr Statement kFind{"files.find", R"(
    SELECT id, created_at, created_by, created_by_device, owner, owner_signature, ownership_is_locked, cipher_size,
           cipher_hash, expires_at, encrypted_properties
    FROM files WHERE id = :id AND expires_at > :now)"};

constexpr Statement kFindOwnership{"files.find_ownership", R"(
    SELECT owner, ownership_token, ownership_is_locked, last_ownership_claim_at
    FROM files WHERE id = :id AND expires_at > :now)"};

constexpr Statement kSelectCreated{"files.select_created", R"(
    SELECT id, created_at, created_by, created_by_device, owner, owner_signature, ownership_is_locked, cipher_size,
           cipher_hash, expires_at, encrypted_properties
    FROM files WHERE created_by = :creator AND expires_at > :now
    ORDER BY created_at, id {page :offset :limit})"};

constexpr Statement kCountCreated{"files.count_created", R"(
    SELECT COUNT(*) FROM files WHERE created_by = :creator AND expires_at > :now)"};

constexpr Statement kSelectCreatedAmong{"files.select_created_among", R"(
    SELECT id, created_at, created_by, created_by_device, owner, owner_signature, ownership_is_locked, cipher_size,
           cipher_hash, expires_at, encrypted_properties
    FROM files WHERE id IN ({list ids}) AND created_by = :creator AND expires_at > :now
    ORDER BY created_at, id {page :offset :limit})"};

constexpr Statement kCountCreatedAmong{"files.count_created_among", R"(
    SELECT COUNT(*) FROM files WHERE id IN ({list ids}) AND created_by = :creator AND expires_at > :now)"};

constexpr Statement kDelete{"files.delete", R"(
    DELETE FROM files {output id, created_by, created_at, cipher_size}
    WHERE id = :id AND created_by = :creator AND expires_at > :now
    {returning id, created_by, created_at, cipher_size})"};

constexpr Statement kRenewToken{"files.renew_token", R"(
    UPDATE files SET ownership_token = :token, ownership_is_locked = 0
    WHERE id = :id AND owner = :owner AND expires_at > :now)"};

constexpr Statement kLock{"files.lock", R"(
    UPDATE files SET ownership_is_locked = 1
    WHERE id = :id AND owner = :owner AND ownership_token = :token AND ownership_is_locked = 0)"};

constexpr Statement kGiveTo{"files.give_to", R"(
    UPDATE files SET owner = :new_owner, ownership_token = :new_token, last_ownership_claim_at = :now
    WHERE id = :id AND owner = :owner AND ownership_token = :token AND ownership_is_locked = 0)"};

constexpr Statement kDeleteExpired{"files.delete_expired", R"(
    DELETE FROM files {output id, created_by, created_at, cipher_size} WHERE id IN (
        SELECT id FROM files WHERE expires_at <= :time ORDER BY expires_at {limit :batch})
    {returning id, created_by, created_at, cipher_size})"};

constexpr Statement kKnownAmong{"files.known_among", R"(
    SELECT id FROM files WHERE id IN ({list keys}))"};

constexpr Statement kLockOwnedBy{"files.lock_owned_by", R"(
    SELECT id, created_by, created_at, cipher_size FROM files {lock} WHERE owner = :owner ORDER BY id {limit :batch} {for_update})"};

constexpr Statement kDeleteAll{"files.delete_all", R"(
    DELETE FROM files WHERE id IN ({list ids}))"};

constexpr Statement kAnonymiseCreator{"files.anonymise_creator", R"(
    UPDATE files SET created_by = :anonymous WHERE id IN (
        SELECT id FROM files WHERE created_by = :creator ORDER BY id {limit :batch}))"};

}  // namespace

void insert(Queries& queries, const File& file, const OwnershipToken& token)
{
    queries.execute(kInsert, file.id, file.created_at, file.created_by, file.created_by_device, file.owner,
                    file.owner_signature, token, file.cipher_size, file.cipher_hash, file.expires_at,
                    file.encrypted_properties);
}

bool exists(Queries& queries, const FileId& id, Timestamp now)
{
    return queries.find<std::int64_t>(kExists, id, now).value() > 0;
}

std::optional<File> find(Queries& queries, const FileId& id, Timestamp now)
{
    return queries.find<File>(kFind, id, now);
}

std::optional<Ownership> find_ownership(Queries& queries, const FileId& id, Timestamp now)
{
    return queries.find<Ownership>(kFindOwnership, id, now);
}

void for_each(Queries& queries, const CreatedBy& wanted, const Page& page,
              const std::function<void(const File&)>& visit)
{
    if (wanted.ids.empty()) {
        queries.for_each<File>(kSelectCreated, visit, wanted.creator, wanted.now, page.offset(), page.size);
    } else {
        queries.for_each<File>(kSelectCreatedAmong, visit, List(wanted.ids), wanted.creator, wanted.now, page.offset(),
                               page.size);
    }
}

std::int64_t count(Queries& queries, const CreatedBy& wanted)
{
    if (wanted.ids.empty()) return queries.find<std::int64_t>(kCountCreated, wanted.creator, wanted.now).value();
    return queries.find<std::int64_t>(kCountCreatedAmong, List(wanted.ids), wanted.creator, wanted.now).value();
}

std::optional<CreatedFile> remove(Transaction& tx, const FileId& id, const IdentityAddress& creator, Timestamp now)
{
    return tx.find<CreatedFile>(kDelete, id, creator, now);
}

bool renew_token(Queries& queries, const FileId& id, const IdentityAddress& owner, const OwnershipToken& token,
                 Timestamp now)
{
    return queries.change(kRenewToken, token, id, owner, now) > 0;
}

bool lock(Transaction& tx, const FileId& id, const Ownership& seen)
{
    return tx.change(kLock, id, seen.owner, seen.token) > 0;
}

bool give_to(Transaction& tx, const FileId& id, const Ownership& seen, const IdentityAddress& new_owner,
             const OwnershipToken& new_token)
{
    return tx.change(kGiveTo, new_owner, new_token, tx.now(), id, seen.owner, seen.token) > 0;
}

std::vector<CreatedFile> delete_expired_before(Transaction& tx, Timestamp time)
{
    return tx.select<CreatedFile>(kDeleteExpired, time, kBatchSize);
}

std::vector<std::string> known_among(Queries& queries, const std::vector<std::string>& keys)
{
    return queries.select<std::string>(kKnownAmong, List(keys));
}

std::vector<CreatedFile> lock_owned_by(Transaction& tx, const IdentityAddress& owner)
{
    return tx.select<CreatedFile>(kLockOwnedBy, owner, kBatchSize);
}

void remove_all(Transaction& tx, const std::vector<CreatedFile>& files)
{
    std::vector<FileId> ids;
    for (const CreatedFile& file : files) ids.push_back(file.id);
    if (!ids.empty()) tx.execute(kDeleteAll, List(ids));
}

bool anonymise_creator(Transaction& tx, const IdentityAddress& creator, const IdentityAddress& anonymous)
{
    return tx.change(kAnonymiseCreator, anonymous, creator, kBatchSize) == kBatchSize;
}

}  // namespace backbone::files::store
