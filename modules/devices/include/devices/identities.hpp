#pragma once

#include <array>
#include <cstdint>

#include <backbone/enumeration.hpp>
#include <devices/events.hpp>

namespace backbone::devices {

/// Other modules may read `address`, `tier_id` and `status` of the table `identities` in their own statements, so that
/// one round trip answers a request. Where an overview of identities is kept, it may take `created_at`, `client_id` and
/// `identity_version` as well, which never change, and `id` and `name` of the table `tiers`. Nothing else of them.
enum class IdentityStatus : std::uint8_t { active = 0, to_be_deleted = 1, deleting = 2 };

}  // namespace backbone::devices

namespace backbone {

template <>
inline constexpr auto kNames<devices::IdentityStatus> = std::to_array<Named<devices::IdentityStatus>>({
    {devices::IdentityStatus::active, "Active"},
    {devices::IdentityStatus::to_be_deleted, "ToBeDeleted"},
    {devices::IdentityStatus::deleting, "Deleting"},
});

}  // namespace backbone
