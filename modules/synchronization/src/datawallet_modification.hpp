#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backbone/input.hpp>

namespace backbone::synchronization {

/// The numbers are those of the column, and of the protocol (docs/protocol/synchronization.md §9).
enum class ModificationType : std::uint8_t { create = 0, update = 1, deletion = 2, cache_changed = 3 };

}  // namespace backbone::synchronization

namespace backbone {

template <>
inline constexpr auto kNames<synchronization::ModificationType> =
    std::to_array<Named<synchronization::ModificationType>>({
        {synchronization::ModificationType::create, "Create"},
        {synchronization::ModificationType::update, "Update"},
        {synchronization::ModificationType::deletion, "Delete"},
        {synchronization::ModificationType::cache_changed, "CacheChanged"},
    });

}  // namespace backbone

namespace backbone::synchronization {

using DatawalletModificationId = Id<"DWM">;

/// What a client sends. Source: docs/protocol/synchronization.md §3.3.
struct NewModification
{
    ModificationType type{};
    std::optional<std::string> payload_category;
    std::string collection;
    std::string object_identifier;
    std::optional<Base64Url> encrypted_payload;
    std::uint16_t datawallet_version = 0;
};

inline constexpr auto kNewModification = input::from<NewModification>(
    input::member("type", &NewModification::type),
    input::member("payloadCategory", &NewModification::payload_category, at_most_characters(50)),
    input::member("collection", &NewModification::collection, at_most_characters(50)),
    input::member("objectIdentifier", &NewModification::object_identifier, at_most_characters(100)),
    input::member("encryptedPayload", &NewModification::encrypted_payload),
    input::member("datawalletVersion", &NewModification::datawallet_version));

/// More do not come in one request: they are stored in one transaction, for whose end others wait (README.md).
inline constexpr std::size_t kMostModifications = 50'000;

/// The rule that refuses more.
Verdict not_too_many_modifications(const std::vector<NewModification>& modifications, const Context&);

/// Leaves the fast workers to others when there are many. To be called before anything is read or changed.
void need_slow_lane_for_many(const Context& context, const std::vector<NewModification>& modifications);

/// Throws if one of them is of a higher version than the datawallet.
void require_versions_up_to(std::uint16_t datawallet_version, const std::vector<NewModification>& modifications);

/// An entry of the datawallet's log. The members stand in the order of the store's columns.
struct DatawalletModification
{
    DatawalletModificationId id;
    std::int64_t index = 0;
    std::uint16_t datawallet_version = 0;
    ModificationType type{};
    std::string collection;
    std::string object_identifier;
    std::optional<std::string> payload_category;
    std::optional<Base64Url> encrypted_payload;
    Timestamp created_at;
    DeviceId created_by_device;
};

void write_json(JsonWriter& json, const DatawalletModification& modification);

/// What the sender learns of a stored modification.
struct AppendedModification
{
    DatawalletModificationId id;
    std::int64_t index;
    Timestamp created_at;
};

void write_json(JsonWriter& json, const AppendedModification& modification);

}  // namespace backbone::synchronization
