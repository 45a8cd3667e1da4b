#include "audit_log_store.hpp"

#include <tuple>

namespace backbone::devices::audit_log_store {
namespace {

constexpr std::int64_t kBatch = 500;
constexpr std::int64_t kMostListed = 2000;

constexpr Statement kInsert{"deletion_audit_log.insert", R"(
    INSERT INTO identity_deletion_audit_log (id, process_id, created_at, message_key, identity_address_hash,
                                             device_id_hash, old_status, new_status, additional_data)
    VALUES (:id, :process_id, :created_at, :message_key, :identity, :device, :old_status, :new_status,
            :additional_data))"};

constexpr Statement kCountSame{"deletion_audit_log.count_same", R"(
    SELECT COUNT(*) FROM identity_deletion_audit_log
    WHERE identity_address_hash = :identity AND created_at >= :since AND message_key = :message_key
      AND additional_data = :additional_data)"};

constexpr Statement kSelectOfIdentity{"deletion_audit_log.select_of_identity", R"(
    SELECT id, created_at, old_status, new_status, message_key, additional_data
    FROM (SELECT id, created_at, old_status, new_status, message_key, additional_data
          FROM identity_deletion_audit_log WHERE identity_address_hash = :identity
          ORDER BY created_at DESC, id DESC {limit :at_most}) newest
    ORDER BY created_at, id)"};

constexpr Statement kSelectOfProcess{"deletion_audit_log.select_of_process", R"(
    SELECT id, created_at, old_status, new_status, message_key, additional_data
    FROM (SELECT id, created_at, old_status, new_status, message_key, additional_data
          FROM identity_deletion_audit_log WHERE process_id = :process
          ORDER BY created_at DESC, id DESC {limit :at_most}) newest
    ORDER BY created_at, id)"};

constexpr BulkInsert kInsertUsers{
    "deleted_usernames.insert", "INSERT INTO deleted_usernames (username_hash, identity_address_hash, deleted_at)", 3};

constexpr Statement kDateUsers{"deleted_usernames.date", R"(
    UPDATE deleted_usernames SET deleted_at = :completed_at
    WHERE identity_address_hash = :identity AND deleted_at >= :since)"};

constexpr Statement kFindUser{"deleted_usernames.find", R"(
    SELECT deleted_at FROM deleted_usernames WHERE username_hash = :user)"};

constexpr Statement kDeleteEntries{"deletion_audit_log.delete_old", R"(
    DELETE FROM identity_deletion_audit_log WHERE id IN (
        SELECT a.id FROM identity_deletion_audit_log a
        WHERE a.created_at <= :time
          AND EXISTS (SELECT 1 FROM deleted_usernames u WHERE u.identity_address_hash = a.identity_address_hash)
        ORDER BY a.created_at {limit :batch}))"};

constexpr Statement kDeleteUsers{"deleted_usernames.delete_old", R"(
    DELETE FROM deleted_usernames WHERE username_hash IN (
        SELECT u.username_hash FROM deleted_usernames u
        WHERE u.deleted_at <= :time
          AND NOT EXISTS (SELECT 1 FROM identity_deletion_audit_log a
                          WHERE a.identity_address_hash = u.identity_address_hash)
        ORDER BY u.deleted_at {limit :batch}))"};

}  // namespace

void insert(Transaction& tx, const AuditLogEntry& entry)
{
    tx.execute(kInsert, DeletionLogEntryId::generate(tx.random()), entry.process, entry.created_at,
               name_of(entry.message), entry.identity, entry.device, entry.old_status, entry.new_status,
               entry.additional_data);
}

void insert_once(Transaction& tx, const AuditLogEntry& entry, Timestamp since)
{
    const auto same =
        tx.find<std::int64_t>(kCountSame, entry.identity, since, name_of(entry.message), entry.additional_data);
    if (*same == 0) insert(tx, entry);
}

std::vector<DeletionLogEntry> select_of(Queries& queries, const Base64Url& identity)
{
    return queries.select<DeletionLogEntry>(kSelectOfIdentity, identity, kMostListed);
}

std::vector<DeletionLogEntry> select_of(Queries& queries, const DeletionProcessId& process)
{
    return queries.select<DeletionLogEntry>(kSelectOfProcess, process, kMostListed);
}

void insert_users(Transaction& tx, const std::vector<Base64Url>& users, const Base64Url& identity, Timestamp now)
{
    std::vector<std::tuple<Base64Url, Base64Url, Timestamp>> rows;
    for (const Base64Url& user : users) rows.emplace_back(user, identity, now);
    tx.insert_all(kInsertUsers, rows);
}

void date_users(Transaction& tx, const Base64Url& identity, Timestamp since, Timestamp completed_at)
{
    tx.execute(kDateUsers, completed_at, identity, since);
}

std::optional<Timestamp> find_deletion_of_user(Queries& queries, const Base64Url& user)
{
    return queries.find<Timestamp>(kFindUser, user);
}

bool delete_entries_until(Transaction& tx, Timestamp time)
{
    return tx.change(kDeleteEntries, time, kBatch) == kBatch;
}

bool delete_users_until(Transaction& tx, Timestamp time)
{
    return tx.change(kDeleteUsers, time, kBatch) == kBatch;
}

}  // namespace backbone::devices::audit_log_store
