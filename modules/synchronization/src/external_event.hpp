#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include <backbone/enumeration.hpp>
#include <backbone/json_writer.hpp>
#include <synchronization/events.hpp>

namespace backbone::synchronization {

/// The numbers are those of the column, and of the protocol (docs/protocol/synchronization.md §6.1).
enum class ExternalEventType : std::uint8_t {
    message_received = 0,
    relationship_status_changed = 10,
    relationship_reactivation_requested = 12,
    relationship_reactivation_completed = 13,
    identity_deletion_process_status_changed = 21,
    peer_to_be_deleted = 22,
    peer_deletion_cancelled = 23,
    peer_deleted = 24,
    token_locked = 30,
    peer_feature_flags_changed = 40,
    relationship_template_allocations_exhausted = 50,
    file_ownership_locked = 60,
    file_ownership_claimed = 61
};

/// Something that happened to an identity, to be handled by one of its devices. The members stand in the order of the
/// store's columns. Source: docs/protocol/synchronization.md §6.
struct ExternalEvent
{
    ExternalEventId id;
    ExternalEventType type{};
    std::int64_t index = 0;
    Timestamp created_at;
    std::int32_t sync_error_count = 0;
    /// The JSON object that clients get.
    std::string payload;
};

void write_json(JsonWriter& json, const ExternalEvent& event);

}  // namespace backbone::synchronization

namespace backbone {

template <>
inline constexpr auto kNames<synchronization::ExternalEventType> =
    std::to_array<Named<synchronization::ExternalEventType>>({
        {synchronization::ExternalEventType::message_received, "MessageReceived"},
        {synchronization::ExternalEventType::relationship_status_changed, "RelationshipStatusChanged"},
        {synchronization::ExternalEventType::relationship_reactivation_requested, "RelationshipReactivationRequested"},
        {synchronization::ExternalEventType::relationship_reactivation_completed, "RelationshipReactivationCompleted"},
        {synchronization::ExternalEventType::identity_deletion_process_status_changed,
         "IdentityDeletionProcessStatusChanged"},
        {synchronization::ExternalEventType::peer_to_be_deleted, "PeerToBeDeleted"},
        {synchronization::ExternalEventType::peer_deletion_cancelled, "PeerDeletionCancelled"},
        {synchronization::ExternalEventType::peer_deleted, "PeerDeleted"},
        {synchronization::ExternalEventType::token_locked, "TokenLocked"},
        {synchronization::ExternalEventType::peer_feature_flags_changed, "PeerFeatureFlagsChanged"},
        {synchronization::ExternalEventType::relationship_template_allocations_exhausted,
         "RelationshipTemplateAllocationsExhausted"},
        {synchronization::ExternalEventType::file_ownership_locked, "FileOwnershipLocked"},
        {synchronization::ExternalEventType::file_ownership_claimed, "FileOwnershipClaimed"},
    });

}  // namespace backbone
