#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/paging.hpp>
#include <backbone/passwords.hpp>

#include "client_store.hpp"
#include "device.hpp"
#include "identity.hpp"

namespace backbone::devices::device_store {

std::optional<Device> find(Queries& queries, const DeviceId& id);
void insert(Transaction& tx, const Device& device);

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

/// Notes a successful login: its time, and no failed attempts.
void record_login(Queries& queries, const DeviceId& id, Timestamp now);
/// Answers whether the device was a backup device until now.
bool end_being_backup_device(Transaction& tx, const DeviceId& id);

/// Counts a wrong password; the attempt that reaches the limit locks the user out and starts the count anew.
/// Answers whether the user is locked out now.
bool record_failed_login(Queries& queries, const DeviceId& id, const LockoutOptions& lockout, Timestamp now);

}  // namespace backbone::devices::device_store
