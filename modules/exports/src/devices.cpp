#include <algorithm>

#include <devices/identities.hpp>

#include "pages.hpp"
#include "tables.hpp"

namespace backbone::exports {
namespace {

constexpr Statement kSelectDevices{"exports.select_devices", R"(
    SELECT d.id, d.last_login_at, d.identity_address, d.created_at, t.name, i.status, i.deletion_grace_period_ends_at,
           c.client_id, c.display_name, r.platform
    FROM devices d
    JOIN identities i ON i.address = d.identity_address
    LEFT JOIN tiers t ON t.id = i.tier_id
    LEFT JOIN oauth_clients c ON c.client_id = i.client_id
    LEFT JOIN push_registrations r ON r.device_id = d.id
    WHERE d.id > :last
    ORDER BY d.id {limit :size})"};

constexpr Statement kSelectDeletionAuditLog{"exports.select_deletion_audit_log", R"(
    SELECT id, CASE old_status WHEN 1 THEN 'Active' WHEN 2 THEN 'Cancelled' WHEN 10 THEN 'Deleting' END,
           CASE new_status WHEN 1 THEN 'Active' WHEN 2 THEN 'Cancelled' WHEN 10 THEN 'Deleting' END,
           identity_address_hash, message_key, created_at
    FROM identity_deletion_audit_log
    WHERE id > :last
    ORDER BY id {limit :size})"};

struct DeviceRow
{
    DeviceId id;
    std::optional<Timestamp> last_login_at;
    IdentityAddress identity;
    Timestamp created_at;
    std::optional<std::string> tier;
    devices::IdentityStatus status{};
    std::optional<Timestamp> grace_period_ends_at;
    ClientOfIdentity client;
    std::optional<std::string> platform;
};

/// `Fcm` for `fcm`.
std::optional<std::string> with_capital(std::optional<std::string> name)
{
    if (name && !name->empty() && name->front() >= 'a' && name->front() <= 'z') {
        name->front() = static_cast<char>(name->front() - 'a' + 'A');
    }
    return name;
}

void write_device(Csv& csv, const DeviceRow& device)
{
    csv.add_private(device.id);
    csv.add(device.last_login_at);
    csv.add_private(device.identity);
    csv.add_all(device.created_at, device.tier, device.status, device.grace_period_ends_at);
    add_client(csv, device.client);
    csv.add(with_capital(device.platform));
}

struct DeletionAuditLogRow
{
    Id<"IDA"> id;
    std::optional<std::string> old_status;
    std::optional<std::string> new_status;
    std::string identity_hash;
    std::string message;
    Timestamp created_at;
};

/// Bytes are written in this form here.
std::string standard_base64(std::string base64url)
{
    std::ranges::replace(base64url, '-', '+');
    std::ranges::replace(base64url, '_', '/');
    base64url.resize((base64url.size() + 3) / 4 * 4, '=');
    return base64url;
}

void write_deletion_audit_log_entry(Csv& csv, const DeletionAuditLogRow& entry)
{
    csv.add_all(entry.old_status, entry.new_status, standard_base64(entry.identity_hash), entry.message,
                entry.created_at);
}

}  // namespace

std::int64_t write_devices(Queries& queries, Privacy privacy, const WriteText& write)
{
    write(
        "DeviceId,LastLoginAt,IdentityAddress,CreatedAt,Tier,IdentityStatus,IdentityDeletionGracePeriodEndsAt,"
        "ClientId,ClientName,Platform\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectDevices, csv, write_device);
}

std::int64_t write_deletion_audit_log(Queries& queries, Privacy privacy, const WriteText& write)
{
    write("OldStatus,NewStatus,IdentityAddressHash,MessageKey,CreatedAt\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectDeletionAuditLog, csv, write_deletion_audit_log_entry);
}

}  // namespace backbone::exports
