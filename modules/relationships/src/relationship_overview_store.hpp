#pragma once

#include <functional>

#include <backbone/database.hpp>
#include <backbone/json_writer.hpp>
#include <backbone/paging.hpp>

#include "relationship.hpp"

/// Relationships as the operator sees them (docs/protocol/admin.md §3.10).
namespace backbone::relationships::overview_store {

/// A relationship from the view of one of its participants.
struct RelationshipOverview
{
    IdentityAddress peer;
    bool was_requested_by_peer = false;
    std::optional<RelationshipTemplateId> relationship_template;
    RelationshipStatus status{};
    Timestamp created_at;
    std::optional<DeviceId> created_by_device;
    /// When and by which device it was changed first, in whatever way.
    std::optional<Timestamp> answered_at;
    std::optional<DeviceId> answered_by_device;
};
void write_json(JsonWriter& json, const RelationshipOverview& overview);

/// Oldest first.
void for_each_of(Queries& queries, const IdentityAddress& participant, const Page& page,
                 const std::function<void(const RelationshipOverview&)>& visit);
std::int64_t count_of(Queries& queries, const IdentityAddress& participant);

}  // namespace backbone::relationships::overview_store
