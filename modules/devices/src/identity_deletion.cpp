#include "identity_deletion.hpp"

#include <algorithm>

#include "device_store.hpp"
#include "identity_counts.hpp"
#include "identity_store.hpp"
#include "push_registration_store.hpp"

namespace backbone::devices {
namespace {

/// Their names are hashed before their transaction, which takes some 20 ms each.
constexpr std::int64_t kUsersAtOnce = 20;

bool delete_push_registrations(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    return push_registration_store::delete_of_identity(tx, identity);
}

}  // namespace

IdentityDeletion::IdentityDeletion(JobContext& job, const deletion_process_store::Deletion& deletion)
    : job_(job), deletion_(deletion), hash_(audit_hash(deletion.identity.text()))
{}

void IdentityDeletion::run(std::span<const IdentityDataDeleter> deleters)
{
    if (!finish_aggregates(deleters) || !finish_aggregate({"PnsRegistrations", delete_push_registrations})) return;
    // A token from before may still have added a device, until the identity is gone.
    while (finish_users()) {
        if (job_.connection.transaction([&](Transaction& tx) { return complete(tx); })) return;
    }
}

void IdentityDeletion::record_failure(std::string_view reason)
{
    job_.connection.transaction([&](Transaction& tx) {
        if (!lock(tx)) return;
        AuditLogEntry failure = entry(AuditMessage::error_during_deletion, tx.now());
        failure.process = deletion_.process;
        failure.new_status = DeletionProcessStatus::deleting;
        failure.additional_data = error_message(reason);
        audit_log_store::insert_once(tx, failure, deletion_.started_at);
    });
}

template <class Batch>
bool IdentityDeletion::finish(Batch&& batch)
{
    while (!job_.should_stop()) {
        if (!job_.connection.transaction(batch)) return true;
    }
    return false;
}

bool IdentityDeletion::finish_aggregates(std::span<const IdentityDataDeleter> deleters)
{
    for (const IdentityDataDeleter& deleter : deleters) {
        if (!finish_aggregate(deleter)) return false;
    }
    return true;
}

bool IdentityDeletion::finish_aggregate(const IdentityDataDeleter& deleter)
{
    return finish([&](Transaction& tx) {
        if (!lock(tx)) return false;
        if (deleter.delete_batch(tx, deletion_.identity, job_.installation)) return true;
        audit_log_store::insert_once(tx, data_deleted(deleter.aggregate, tx.now()), deletion_.started_at);
        return false;
    });
}

/// The devices, and what is kept of their users.
bool IdentityDeletion::finish_users()
{
    while (!job_.should_stop()) {
        std::map<DeviceId, Base64Url> users;
        for (const auto& [device, username] :
             device_store::select_users(job_.connection.queries(), deletion_.identity, kUsersAtOnce)) {
            users.emplace(device, audit_hash(username.text()));
        }
        if (users.empty()) return true;
        job_.connection.transaction([&](Transaction& tx) { remove_users(tx, users); });
    }
    return false;
}

/// Some of them may be gone by now.
void IdentityDeletion::remove_users(Transaction& tx, const std::map<DeviceId, Base64Url>& users)
{
    if (!lock(tx)) return;
    std::vector<DeviceId> devices;
    for (const auto& [device, hash] : users) devices.push_back(device);
    std::vector<Base64Url> removed;
    for (const DeviceId& device : device_store::remove(tx, devices)) removed.push_back(users.at(device));
    audit_log_store::insert_users(tx, removed, hash_, std::max(tx.now(), deletion_.started_at));
}

/// Answers false when there are devices again.
bool IdentityDeletion::complete(Transaction& tx)
{
    const auto identity = identity_store::find_locked(tx, deletion_.identity);
    if (!identity) return true;
    if (!device_store::select_users(tx, deletion_.identity, 1).empty()) return false;

    identity_store::remove(tx, deletion_.identity);
    count_removed(tx, *identity);
    const AuditLogEntry last_deleted = data_deleted("Identities", tx.now());
    // A moment later, so that it stays behind the entry before it.
    const AuditLogEntry completed = entry(AuditMessage::deletion_completed, last_deleted.created_at + Duration(1));
    audit_log_store::insert(tx, last_deleted);
    audit_log_store::insert(tx, completed);
    audit_log_store::date_users(tx, hash_, deletion_.started_at, completed.created_at);
    return true;
}

bool IdentityDeletion::lock(Transaction& tx) const
{
    return identity_store::find_locked(tx, deletion_.identity).has_value();
}

AuditLogEntry IdentityDeletion::entry(AuditMessage message, Timestamp now) const
{
    return {.message = message,
            // The clock may have been set back since.
            .created_at = std::max(now, deletion_.started_at),
            .identity = hash_,
            .old_status = DeletionProcessStatus::deleting};
}

AuditLogEntry IdentityDeletion::data_deleted(std::string_view aggregate, Timestamp now) const
{
    AuditLogEntry deleted = entry(AuditMessage::data_deleted, now);
    deleted.new_status = DeletionProcessStatus::deleting;
    deleted.additional_data = aggregate_type(aggregate);
    return deleted;
}

}  // namespace backbone::devices
