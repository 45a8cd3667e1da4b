#pragma once

#include <optional>

#include <backbone/base64url.hpp>
#include <backbone/json_writer.hpp>
#include <relationships/events.hpp>

namespace backbone::relationships {

inline constexpr std::size_t kMaximumContentBytes = 10 * 1024 * 1024;
inline constexpr std::size_t kMaximumPasswordBytes = 200;

/// What an identity offers to others who may become its peers. Never changes, but for what becomes of deleted
/// identities. The members stand in the order of the store's columns.
/// Source: docs/protocol/relationships.md §2.1.
struct RelationshipTemplate
{
    RelationshipTemplateId id;
    IdentityAddress created_by;
    DeviceId created_by_device;
    Timestamp created_at;
    /// How many others may read it; absent when that is not limited.
    std::optional<std::int32_t> maximum_allocations;
    std::optional<Timestamp> expires_at;
    Base64Url content;
    std::optional<IdentityAddress> for_identity;
    std::optional<Base64Url> password;
};

/// True when there is no password, or it is this one.
bool accepts(const std::optional<Base64Url>& password, const std::optional<Base64Url>& given);

/// Everything but the password.
void write_json(JsonWriter& json, const RelationshipTemplate& relationship_template);

}  // namespace backbone::relationships
