#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/base64url.hpp>
#include <backbone/database.hpp>
#include <backbone/json_writer.hpp>
#include <devices/identities.hpp>

/// What the operator sees of identities, and does with them (docs/protocol/admin.md §3.6).
namespace backbone::devices {

/// The members stand in the order of the store's columns.
struct ListedIdentity
{
    IdentityAddress address;
    std::string client_id;
    TierId tier;
    std::string tier_name;
    Timestamp created_at;
    IdentityStatus status = IdentityStatus::active;
    std::int32_t identity_version = 0;
    Base64Url public_key;
    std::int64_t number_of_devices = 0;
};

/// The members stand in the order of the store's columns.
struct ListedDevice
{
    DeviceId id;
    std::string username;
    Timestamp created_at;
    DeviceId created_by_device;
    /// Absent when nobody has logged in on it.
    std::optional<Timestamp> last_login_at;
    std::string communication_language;
    bool is_backup_device = false;
};

void write_json(JsonWriter& json, const ListedDevice& device);

/// An identity with its devices, oldest first; with the first thousand of them.
struct IdentityDetails
{
    ListedIdentity identity;
    std::vector<ListedDevice> devices;
};

/// Which identities are listed: all, or those of one tier or of one client.
struct IdentityFilter
{
    std::optional<TierId> tier;
    std::optional<std::string> client_id;
};

/// In the order of their addresses, beginning after `after`.
std::vector<ListedIdentity> list_identities(Queries& queries, const IdentityFilter& filter,
                                            const IdentityAddress& after, std::int64_t at_most);
/// Throws Error when there is no such identity.
IdentityDetails get_identity(Queries& queries, const IdentityAddress& address);
/// Raises TierOfIdentityChanged, and writes to the audit log under `operator_name`. Throws Error with the code of the
/// rule that was broken.
void change_tier(Connection& connection, std::string_view operator_name, const IdentityAddress& address,
                 const TierId& tier);

}  // namespace backbone::devices
