#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/paging.hpp>
#include <backbone/passwords.hpp>

#include "device.hpp"

namespace backbone::devices::device_store {

std::optional<Device> find(Queries& queries, const DeviceId& id);
/// Throws UniqueViolation when it is the second backup device of its identity, ForeignKeyViolation when there is no
/// such identity.
void insert(Queries& queries, const Device& device);
bool has_backup_device(Queries& queries, const IdentityAddress& identity);

/// The devices of an identity, or those of them that have one of the ids, oldest first.
void for_each_of(Queries& queries, const IdentityAddress& identity, const std::vector<DeviceId>& ids, const Page& page,
                 const std::function<void(const Device&)>& visit);
std::int64_t count_of(Queries& queries, const IdentityAddress& identity, const std::vector<DeviceId>& ids);

/// Writes only if it differs; answers whether it did.
bool change_language(Queries& queries, const DeviceId& id, const std::string& language);
/// Answers false when the device has another hash by now, or is gone.
bool replace_password_hash(Queries& queries, const DeviceId& id, const std::string& old_hash,
                           const std::string& new_hash);
/// Deletes a device of the identity that never logged in; answers whether there was one.
bool remove_unused(Queries& queries, const DeviceId& id, const IdentityAddress& identity);

/// The user with exactly this name, as far as the deletion of its identity goes.
struct User
{
    std::optional<Timestamp> deletion_grace_period_ends_at;
};
std::optional<User> find_user(Queries& queries, const Username& username);

/// Some users of an identity whose data is being deleted.
struct DeviceUser
{
    DeviceId device;
    Username username;
};
std::vector<DeviceUser> select_users(Queries& queries, const IdentityAddress& identity, std::int64_t at_most);
/// Answers those that there were.
std::vector<DeviceId> remove(Transaction& tx, const std::vector<DeviceId>& ids);

/// All that a login needs, in one round trip: the client, and the device with its identity, if there is such a user.
struct LoginCandidate
{
    std::string client_secret_hash;
    std::optional<DeviceId> device;
    std::optional<IdentityAddress> identity;
    std::optional<std::string> user_id;
    std::optional<Username> username;
    std::optional<std::string> password_hash;
    std::optional<bool> is_backup_device;
    std::optional<std::int32_t> access_failed_count;
    std::optional<Timestamp> locked_out_until;
    std::optional<Timestamp> last_login_at;
    std::optional<Timestamp> deletion_grace_period_ends_at;
};
/// Absent when there is no such client.
std::optional<LoginCandidate> find_for_login(Queries& queries, std::string_view client_id,
                                             std::string_view normalized_username);

/// Notes a successful login: its time, and no failed attempts. Answers false when the device is gone, or its user
/// locked out by now.
bool record_login(Queries& queries, const DeviceId& id, Timestamp now);
/// Answers whether the device was a backup device until now.
bool end_being_backup_device(Transaction& tx, const DeviceId& id);

/// Counts a wrong password; the attempt that reaches the limit locks the user out and starts the count anew.
/// Answers whether the user is locked out now.
bool record_failed_login(Queries& queries, const DeviceId& id, const LockoutOptions& lockout, Timestamp now);

}  // namespace backbone::devices::device_store
