#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <backbone/identity_address.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/timestamp.hpp>

/// The entity `IdentityOverview` (docs/protocol/admin.md §3.7): its properties, where they are stored, and its JSON.
namespace backbone::admin::odata {

/// The members stand in the order of the columns that the statement reads.
struct IdentityOverview
{
    IdentityAddress address;
    Timestamp created_at;
    std::optional<Timestamp> last_login_at;
    std::string created_with_client;
    std::optional<std::int32_t> datawallet_version;
    std::int32_t identity_version = 0;
    std::int32_t number_of_devices = 0;
    std::optional<std::string> tier_id;
    std::optional<std::string> tier_name;
};

enum class PropertyKind : std::uint8_t { text, integer, time };

struct Property
{
    /// Beginning with `tier/` where it is one of the tier.
    std::string_view name;
    /// `o` is the table of the overviews, `t` that of the tiers.
    std::string_view column;
    PropertyKind kind;
    bool is_nullable = false;

    bool is_of_tier() const { return name.starts_with("tier/"); }
    bool needs_tiers() const { return column.starts_with("t."); }
};

inline constexpr auto kProperties = std::to_array<Property>({
    {"address", "o.address", PropertyKind::text},
    {"createdAt", "o.created_at", PropertyKind::time},
    {"lastLoginAt", "o.last_login_at", PropertyKind::time, true},
    {"createdWithClient", "o.client_id", PropertyKind::text},
    {"datawalletVersion", "o.datawallet_version", PropertyKind::integer, true},
    {"identityVersion", "o.identity_version", PropertyKind::integer},
    {"numberOfDevices", "o.number_of_devices", PropertyKind::integer},
    {"tier/id", "o.tier_id", PropertyKind::text},
    {"tier/name", "t.name", PropertyKind::text},
});

/// Names match in any case. Null when there is none.
const Property* find_property(std::string_view name);

/// `2026-03-01T08:15:30.5Z`: all digits that are stored, without zeros at the end.
std::string precise_text(Timestamp time);

/// Writes the value of a property.
void write_value(JsonWriter& json, const IdentityOverview& overview, const Property& property);

}  // namespace backbone::admin::odata
