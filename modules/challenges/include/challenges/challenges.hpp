#pragma once

#include <optional>

#include <backbone/database.hpp>
#include <backbone/id.hpp>
#include <backbone/registry.hpp>

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
};

std::optional<Challenge> find(Queries& queries, const ChallengeId& id);

void register_challenges(Registry& registry);

}  // namespace backbone::challenges
