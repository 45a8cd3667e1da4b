#pragma once

#include <optional>

#include <backbone/database.hpp>
#include <backbone/id.hpp>

namespace backbone::challenges {

using ChallengeId = Id<"CHL">;

/// A short-lived nonce for clients to sign. It may be used by anyone, and more than once, until it expires.
/// Source: docs/protocol/devices.md §2.
struct Challenge
{
    ChallengeId id;
    Timestamp expires_at;
    std::optional<IdentityAddress> created_by;
    std::optional<DeviceId> created_by_device;

    bool is_expired(Timestamp now) const { return expires_at < now; }
};

std::optional<Challenge> find(Queries& queries, const ChallengeId& id);

}  // namespace backbone::challenges
