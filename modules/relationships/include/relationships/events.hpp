#pragma once

#include <array>
#include <cstdint>

#include <backbone/enumeration.hpp>
#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>
#include <backbone/timestamp.hpp>

/// What other modules may learn of relationships and their templates as it happens. Source:
/// docs/protocol/relationships.md §7.
namespace backbone::relationships {

using RelationshipId = Id<"REL">;
using RelationshipTemplateId = Id<"RLT">;

/// The numbers are those of the column.
enum class RelationshipStatus : std::uint8_t {
    pending = 10,
    active = 20,
    rejected = 30,
    revoked = 40,
    terminated = 50,
    deletion_proposed = 60,
    ready_for_deletion = 70
};

/// An identity took the last free allocation of a template.
struct RelationshipTemplateAllocationsExhausted
{
    RelationshipTemplateId relationship_template;
    IdentityAddress created_by;
};

/// Not raised by what concerns a reactivation.
struct RelationshipStatusChanged
{
    RelationshipId relationship;
    RelationshipStatus new_status{};
    /// Who changed it, and the other one. Either may be the address of deleted identities, but the initiator of a
    /// deletion is still named.
    IdentityAddress initiator;
    IdentityAddress peer;
    bool is_due_to_identity_deletion = false;
};

struct RelationshipReactivationRequested
{
    RelationshipId relationship;
    /// Of the one who asked.
    IdentityAddress peer;
};

/// The request was accepted, rejected or revoked.
struct RelationshipReactivationCompleted
{
    RelationshipId relationship;
    /// Active when it was accepted, otherwise terminated.
    RelationshipStatus new_status{};
    /// Who acted, and the other one.
    IdentityAddress initiator;
    IdentityAddress peer;
};

struct PeerToBeDeleted
{
    RelationshipId relationship;
    /// Who is told.
    IdentityAddress notified;
    Timestamp grace_period_ends_at;
};

struct PeerDeletionCancelled
{
    RelationshipId relationship;
    IdentityAddress notified;
};

struct PeerDeleted
{
    RelationshipId relationship;
    IdentityAddress notified;
};

struct PeerFeatureFlagsChanged
{
    /// Whose feature flags changed.
    IdentityAddress peer;
    IdentityAddress notified;
};

}  // namespace backbone::relationships

namespace backbone {

template <>
inline constexpr auto kNames<relationships::RelationshipStatus> =
    std::to_array<Named<relationships::RelationshipStatus>>({
        {relationships::RelationshipStatus::pending, "Pending"},
        {relationships::RelationshipStatus::active, "Active"},
        {relationships::RelationshipStatus::rejected, "Rejected"},
        {relationships::RelationshipStatus::revoked, "Revoked"},
        {relationships::RelationshipStatus::terminated, "Terminated"},
        {relationships::RelationshipStatus::deletion_proposed, "DeletionProposed"},
        {relationships::RelationshipStatus::ready_for_deletion, "ReadyForDeletion"},
    });

}  // namespace backbone
