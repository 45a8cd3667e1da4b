#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/json_writer.hpp>
#include <devices/events.hpp>

/// What the operator does with tiers (docs/protocol/devices.md §13). Every function throws Error with the code of the
/// rule that was broken. What changes something is written to the audit log under `operator_name`.
namespace backbone::devices {

inline constexpr std::string_view kBasicTierName = "Basic";
inline constexpr std::string_view kQueuedForDeletionTierId = "TIR00000000000000001";
inline constexpr std::string_view kQueuedForDeletionTierName = "Queued for Deletion";

/// A class of service that identities belong to. The members stand in the order of the store's columns.
struct Tier
{
    TierId id;
    std::string name;
    /// Both are only told, not enforced.
    bool can_be_used_as_default = true;
    bool can_be_manually_assigned = true;
    std::int64_t number_of_identities = 0;
};

/// As lists of tiers show it.
void write_json(JsonWriter& json, const Tier& tier);

/// In the order of their names.
std::vector<Tier> list_tiers(Queries& queries);
/// By its name, or by its id.
std::optional<Tier> find_tier(Queries& queries, const std::string& name_or_id);
Tier create_tier(Connection& connection, std::string_view operator_name, const std::string& name);
/// Only a tier that no client gives, and that no identity has, can go.
void delete_tier(Connection& connection, std::string_view operator_name, const TierId& id);

/// Makes the two tiers that the system itself needs, where they are missing (docs/protocol/devices.md §17).
void seed_tiers(Connection& connection);

}  // namespace backbone::devices
