#pragma once

#include <cstdint>

#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>

/// What other modules may learn of the synchronization of identities as it happens. Source:
/// docs/protocol/synchronization.md §7.2.
///
/// Other modules may read these columns in their own statements; nothing else:
///   datawallet_modifications  owner, modification_index, id, type, collection, object_identifier, payload_category,
///                             created_at, and how long encrypted_payload is
///   external_events           owner, event_index, id
///   sync_errors               owner, event_index, attempt, error_code, created_at
namespace backbone::synchronization {

using ExternalEventId = Id<"SYI">;

/// Raised once for each external event.
struct ExternalEventCreated
{
    ExternalEventId event;
    IdentityAddress owner;
    /// A blocked one is for no device yet, and perhaps never.
    bool is_delivery_blocked = false;
};

/// An identity got a datawallet, or a newer version of it.
struct DatawalletVersionChanged
{
    IdentityAddress owner;
    std::int32_t version = 0;
};

/// Modifications were appended to a datawallet; raised once, however many they are.
struct DatawalletModified
{
    IdentityAddress owner;
    DeviceId modified_by_device;
};

}  // namespace backbone::synchronization
