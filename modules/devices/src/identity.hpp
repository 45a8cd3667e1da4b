#pragma once

#include <optional>
#include <string>

#include <backbone/base64url.hpp>
#include <backbone/context.hpp>
#include <devices/identities.hpp>

namespace backbone::devices {

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

    /// Such an identity counts as deleted, though its data is still there.
    bool is_grace_period_over(Timestamp now) const
    {
        return deletion_grace_period_ends_at && *deletion_grace_period_ends_at <= now;
    }
};

}  // namespace backbone::devices
