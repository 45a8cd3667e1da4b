#pragma once

#include <array>
#include <cstdint>
#include <string>

#include <backbone/enumeration.hpp>
#include <backbone/json_writer.hpp>

namespace backbone::synchronization {

using ExternalEventId = Id<"SYI">;

/// The numbers are those of the column, and of the protocol (docs/protocol/synchronization.md §6.1).
enum class ExternalEventType : std::uint8_t { identity_deletion_process_status_changed = 21, token_locked = 30 };

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
        {synchronization::ExternalEventType::identity_deletion_process_status_changed,
         "IdentityDeletionProcessStatusChanged"},
        {synchronization::ExternalEventType::token_locked, "TokenLocked"},
    });

}  // namespace backbone
