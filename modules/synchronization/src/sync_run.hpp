#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include <backbone/context.hpp>
#include <backbone/enumeration.hpp>
#include <backbone/json_writer.hpp>

namespace backbone::synchronization {

using SyncRunId = Id<"SYR">;

/// The numbers are those of the column, and of the protocol (docs/protocol/synchronization.md §2).
enum class SyncRunType : std::uint8_t { external_event_sync = 0, datawallet_version_upgrade = 1 };

/// An exclusive, short lease of one device. The members stand in the order of the store's columns.
/// Source: docs/protocol/synchronization.md §4, §5.
struct SyncRun
{
    SyncRunId id;
    SyncRunType type{};
    std::int64_t index = 0;
    Timestamp created_at;
    IdentityAddress created_by;
    DeviceId created_by_device;
    Timestamp expires_at;
    /// How many events it began with.
    std::int32_t event_count = 0;
    /// Also set when it was cancelled.
    std::optional<Timestamp> finalized_at;
};

void write_json(JsonWriter& json, const SyncRun& run);

Error already_finalized();

}  // namespace backbone::synchronization

namespace backbone {

template <>
inline constexpr auto kNames<synchronization::SyncRunType> = std::to_array<Named<synchronization::SyncRunType>>({
    {synchronization::SyncRunType::external_event_sync, "ExternalEventSync"},
    {synchronization::SyncRunType::datawallet_version_upgrade, "DatawalletVersionUpgrade"},
});

}  // namespace backbone
