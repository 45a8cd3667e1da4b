#pragma once

#include <optional>
#include <string>

#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/timestamp.hpp>

/// What other modules may learn of identities and devices as it happens. Source: docs/protocol/devices.md §15.
namespace backbone::devices {

using TierId = Id<"TIR">;
using DeletionProcessId = Id<"IDP">;

struct TierCreated
{
    TierId id;
    std::string name;
};

/// No identity belongs to it, and no client gives it.
struct TierDeleted
{
    TierId id;
};

struct IdentityCreated
{
    IdentityAddress address;
    TierId tier;
};

/// A device beside the first one of its identity.
struct DeviceRegistered
{
    IdentityAddress identity;
    DeviceId device;
};

/// Not raised for the devices of an identity that is deleted.
struct DeviceDeleted
{
    IdentityAddress identity;
    DeviceId device;
};

/// Raised at most once a second for each device.
struct DeviceLoggedIn
{
    IdentityAddress identity;
    DeviceId device;
    Timestamp at;
};

struct TierOfIdentityChanged
{
    IdentityAddress address;
    TierId old_tier;
    TierId new_tier;
};

struct FeatureFlagsOfIdentityChanged
{
    IdentityAddress address;
};

/// The identity's grace period begins.
struct IdentityToBeDeleted
{
    IdentityAddress address;
    Timestamp grace_period_ends_at;
};

struct IdentityDeletionCancelled
{
    IdentityAddress address;
};

/// The identity's data is about to be deleted.
struct IdentityDeleted
{
    IdentityAddress address;
};

struct IdentityDeletionProcessStatusChanged
{
    IdentityAddress owner;
    DeletionProcessId process;
    std::optional<IdentityAddress> initiator;
};

/// The backup device of the identity logged in for the first time.
struct BackupDeviceUsed
{
    IdentityAddress address;
};

}  // namespace backbone::devices
