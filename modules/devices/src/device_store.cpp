#include "device_store.hpp"

namespace backbone::devices::device_store {
namespace {

constexpr Statement kFind{"devices.find", R"(
    SELECT id, identity_address, created_at, created_by_device, communication_language, is_backup_device, user_id,
           username, password_hash, access_failed_count, locked_out_until, last_login_at
    FROM devices WHERE id = :id)"};

constexpr Statement kInsert{"devices.insert", R"(
    INSERT INTO devices (id, identity_address, created_at, created_by_device, communication_language, is_backup_device,
                         user_id, username, normalized_username, password_hash, access_failed_count)
    VALUES (:id, :identity_address, :created_at, :created_by_device, :communication_language, :is_backup_device,
            :user_id, :username, :normalized_username, :password_hash, 0))"};

constexpr Statement kFindForLogin{"devices.find_for_login", R"(
    SELECT c.secret_hash, d.id, d.identity_address, d.user_id, d.username, d.password_hash, d.is_backup_device,
           d.access_failed_count, d.locked_out_until, d.last_login_at, i.deletion_grace_period_ends_at
    FROM oauth_clients c
    LEFT JOIN devices d ON d.normalized_username = :normalized_username
    LEFT JOIN identities i ON i.address = d.identity_address
    WHERE c.client_id = :client_id)"};

constexpr Statement kRecordLogin{"devices.record_login", R"(
    UPDATE devices SET last_login_at = :now, access_failed_count = 0, locked_out_until = NULL WHERE id = :id)"};

constexpr Statement kEndBeingBackupDevice{"devices.end_being_backup_device", R"(
    UPDATE devices SET is_backup_device = 0 WHERE id = :id AND is_backup_device = 1)"};

constexpr Statement kRecordFailedLogin{"devices.record_failed_login", R"(
    UPDATE devices
    SET locked_out_until = CASE WHEN access_failed_count + 1 >= :failures THEN :until ELSE locked_out_until END,
        access_failed_count = CASE WHEN access_failed_count + 1 >= :failures THEN 0 ELSE access_failed_count + 1 END
    {output access_failed_count}
    WHERE id = :id AND (locked_out_until IS NULL OR locked_out_until <= :now)
    {returning access_failed_count})"};

struct FailedLogins
{
    std::int32_t count = 0;
};

}  // namespace

std::optional<Device> find(Queries& queries, const DeviceId& id)
{
    return queries.find<Device>(kFind, id);
}

void insert(Transaction& tx, const Device& device)
{
    tx.execute(kInsert, device.id, device.identity, device.created_at, device.created_by_device,
               device.communication_language, device.is_backup_device, device.user_id, device.username,
               normalized_username(device.username.text()), device.password_hash);
}

std::optional<LoginCandidate> find_for_login(Queries& queries, std::string_view client_id,
                                             std::string_view normalized_username)
{
    return queries.find<LoginCandidate>(kFindForLogin, normalized_username, client_id);
}

void record_login(Queries& queries, const DeviceId& id, Timestamp now)
{
    queries.execute(kRecordLogin, now, id);
}

bool end_being_backup_device(Transaction& tx, const DeviceId& id)
{
    return tx.execute(kEndBeingBackupDevice, id) > 0;
}

bool record_failed_login(Queries& queries, const DeviceId& id, const LockoutOptions& lockout, Timestamp now)
{
    const auto failed = queries.find<FailedLogins>(kRecordFailedLogin, lockout.failures, now + lockout.duration, id, now);
    // No row: another attempt locked the user out meanwhile. A count of 0: this one did.
    return !failed || failed->count == 0;
}

}  // namespace backbone::devices::device_store
