#pragma once

#include <optional>
#include <string>

#include <backbone/base64url.hpp>
#include <backbone/context.hpp>
#include <devices/identities.hpp>

namespace backbone::devices {

/// Whether a grace period has ended. Such an identity counts as deleted, though its data is still there. One that ends
/// in this very moment is over, so that a period of no length is over at once (docs/protocol/devices.md §5.2).
inline bool is_over(const std::optional<Timestamp>& grace_period_ends_at, Timestamp now)
{
    return grace_period_ends_at && *grace_period_ends_at <= now;
}

/// The members stand in the order of the store's columns. Source: docs/protocol/devices.md §4, §7.
struct Identity
{
    IdentityAddress address;
    std::string client_id;
    /// The JSON text that the client sent, in base64url.
    Base64Url public_key;
    Timestamp created_at;
    std::uint8_t identity_version = 0;
    TierId tier;
    std::optional<TierId> tier_before_deletion;
    IdentityStatus status = IdentityStatus::active;
    std::optional<Timestamp> deletion_grace_period_ends_at;
};

}  // namespace backbone::devices
