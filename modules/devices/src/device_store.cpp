#include "device_store.hpp"

namespace backbone::devices::device_store {
namespace {

constexpr Statement kFind{"devices.find", R"(
    SELECT id, identity_address, created_at, created_by_device, communication_language, is_backup_device, user_id,
           username, password_hash, last_login_at
    FROM devices WHERE id = :id)"};

constexpr Statement kInsert{"devices.insert", R"(
    INSERT INTO devices (id, identity_address, created_at, created_by_device, communication_language, is_backup_device,
                         user_id, username, normalized_username, password_hash, access_failed_count)
    VALUES (:id, :identity_address, :created_at, :created_by_device, :communication_language, :is_backup_device,
            :user_id, :username, :normalized_username, :password_hash, 0))"};

constexpr Statement kHasBackupDevice{"devices.has_backup_device", R"(
    SELECT COUNT(*) FROM devices WHERE identity_address = :identity AND is_backup_device = 1)"};

constexpr Statement kSelectAll{"devices.select_all", R"(
    SELECT id, identity_address, created_at, created_by_device, communication_language, is_backup_device, user_id,
           username, password_hash, last_login_at
    FROM devices WHERE identity_address = :identity
    ORDER BY created_at, id {page :offset :limit})"};

constexpr Statement kSelect{"devices.select", R"(
    SELECT id, identity_address, created_at, created_by_device, communication_language, is_backup_device, user_id,
           username, password_hash, last_login_at
    FROM devices WHERE identity_address = :identity AND id IN ({list ids})
    ORDER BY created_at, id {page :offset :limit})"};

constexpr Statement kCountAll{"devices.count_all", R"(
    SELECT COUNT(*) FROM devices WHERE identity_address = :identity)"};

constexpr Statement kCount{"devices.count", R"(
    SELECT COUNT(*) FROM devices WHERE identity_address = :identity AND id IN ({list ids}))"};

constexpr Statement kChangeLanguage{"devices.change_language", R"(
    UPDATE devices SET communication_language = :language WHERE id = :id AND communication_language <> :language)"};

constexpr Statement kReplacePasswordHash{"devices.replace_password_hash", R"(
    UPDATE devices SET password_hash = :new_hash WHERE id = :id AND password_hash = :old_hash)"};

constexpr Statement kRemoveUnused{"devices.remove_unused", R"(
    DELETE FROM devices WHERE id = :id AND identity_address = :identity AND last_login_at IS NULL)"};

// The unique index is on the normalized name.
constexpr Statement kFindUser{"devices.find_user", R"(
    SELECT i.deletion_grace_period_ends_at
    FROM devices d JOIN identities i ON i.address = d.identity_address
    WHERE d.normalized_username = :normalized_username AND d.username = :username)"};

constexpr Statement kSelectUsers{"devices.select_users", R"(
    SELECT id, username FROM devices WHERE identity_address = :identity ORDER BY created_at {limit :at_most})"};

constexpr Statement kRemove{"devices.remove", R"(
    DELETE FROM devices {output id} WHERE id IN ({list ids}) {returning id})"};

constexpr Statement kFindForLogin{"devices.find_for_login", R"(
    SELECT c.secret_hash, d.id, d.identity_address, d.user_id, d.username, d.password_hash, d.is_backup_device,
           d.access_failed_count, d.locked_out_until, d.last_login_at, i.deletion_grace_period_ends_at
    FROM oauth_clients c
    LEFT JOIN devices d ON d.normalized_username = :normalized_username
    LEFT JOIN identities i ON i.address = d.identity_address
    WHERE c.client_id = :client_id)"};

constexpr Statement kRecordLogin{"devices.record_login", R"(
    UPDATE devices SET last_login_at = :now, access_failed_count = 0, locked_out_until = NULL
    WHERE id = :id AND (locked_out_until IS NULL OR locked_out_until <= :now))"};

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

void insert(Queries& queries, const Device& device)
{
    queries.execute(kInsert, device.id, device.identity, device.created_at, device.created_by_device,
                    device.communication_language, device.is_backup_device, device.user_id, device.username,
                    normalized_username(device.username.text()), device.password_hash);
}

bool has_backup_device(Queries& queries, const IdentityAddress& identity)
{
    return queries.find<std::int64_t>(kHasBackupDevice, identity).value() > 0;
}

void for_each_of(Queries& queries, const IdentityAddress& identity, const std::vector<DeviceId>& ids, const Page& page,
                 const std::function<void(const Device&)>& visit)
{
    if (ids.empty()) {
        queries.for_each<Device>(kSelectAll, visit, identity, page.offset(), page.size);
    } else {
        queries.for_each<Device>(kSelect, visit, identity, List(ids), page.offset(), page.size);
    }
}

std::int64_t count_of(Queries& queries, const IdentityAddress& identity, const std::vector<DeviceId>& ids)
{
    if (ids.empty()) return queries.find<std::int64_t>(kCountAll, identity).value();
    return queries.find<std::int64_t>(kCount, identity, List(ids)).value();
}

bool change_language(Queries& queries, const DeviceId& id, const std::string& language)
{
    return queries.change(kChangeLanguage, language, id) > 0;
}

bool replace_password_hash(Queries& queries, const DeviceId& id, const std::string& old_hash,
                           const std::string& new_hash)
{
    return queries.change(kReplacePasswordHash, new_hash, id, old_hash) > 0;
}

bool remove_unused(Queries& queries, const DeviceId& id, const IdentityAddress& identity)
{
    return queries.change(kRemoveUnused, id, identity) > 0;
}

std::optional<User> find_user(Queries& queries, const Username& username)
{
    return queries.find<User>(kFindUser, normalized_username(username.text()), username);
}

std::vector<DeviceUser> select_users(Queries& queries, const IdentityAddress& identity, std::int64_t at_most)
{
    return queries.select<DeviceUser>(kSelectUsers, identity, at_most);
}

std::vector<DeviceId> remove(Transaction& tx, const std::vector<DeviceId>& ids)
{
    return tx.select<DeviceId>(kRemove, List(ids));
}

std::optional<LoginCandidate> find_for_login(Queries& queries, std::string_view client_id,
                                             std::string_view normalized_username)
{
    return queries.find<LoginCandidate>(kFindForLogin, normalized_username, client_id);
}

bool record_login(Queries& queries, const DeviceId& id, Timestamp now)
{
    return queries.change(kRecordLogin, now, id) > 0;
}

bool end_being_backup_device(Transaction& tx, const DeviceId& id)
{
    return tx.change(kEndBeingBackupDevice, id) > 0;
}

bool record_failed_login(Queries& queries, const DeviceId& id, const LockoutOptions& lockout, Timestamp now)
{
    const auto failed =
        queries.find<FailedLogins>(kRecordFailedLogin, lockout.failures, now + lockout.duration, id, now);
    // No row: another attempt locked the user out meanwhile. A count of 0: this one did.
    return !failed || failed->count == 0;
}

}  // namespace backbone::devices::device_store
