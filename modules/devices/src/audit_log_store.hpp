#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>

#include "audit_log.hpp"

namespace backbone::devices::audit_log_store {

void insert(Transaction& tx, const AuditLogEntry& entry);
/// Does nothing when an entry on the same identity with the same message and data was made since `since`. The caller
/// holds the lock of the identity.
void insert_once(Transaction& tx, const AuditLogEntry& entry, Timestamp since);

/// What is known of the deletions of an identity, or of one process; oldest first, of the newest two thousand.
std::vector<DeletionLogEntry> select_of(Queries& queries, const Base64Url& identity);
std::vector<DeletionLogEntry> select_of(Queries& queries, const DeletionProcessId& process);

/// Notes that the users with these hashes belonged to an identity that is being deleted.
void insert_users(Transaction& tx, const std::vector<Base64Url>& users, const Base64Url& identity, Timestamp now);
/// Makes `completed_at` the date of deletion of the users that were noted since `since`.
void date_users(Transaction& tx, const Base64Url& identity, Timestamp since, Timestamp completed_at);
/// When the identity of the user with this hash was deleted; absent when it was not.
std::optional<Timestamp> find_deletion_of_user(Queries& queries, const Base64Url& user);

/// Both delete a batch and answer whether there may be more. Only what is known of deleted identities goes: first the
/// entries, then the users that have no entries any more.
bool delete_entries_until(Transaction& tx, Timestamp time);
bool delete_users_until(Transaction& tx, Timestamp time);

}  // namespace backbone::devices::audit_log_store
