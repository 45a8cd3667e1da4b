#include "relationship_overview_store.hpp"

namespace backbone::relationships::overview_store {
namespace {

// What the participant created and what it was asked for are two index ranges in the order of the list, of which not
// more is read than the page and what is before it. Two deleted identities have the same address; theirs count once.
constexpr Statement kSelect{"relationships.select_overviews", R"(
    SELECT r.from_address, r.to_address, r.template_id, r.status, r.created_at, creation.created_by_device,
           answer.created_at, answer.created_by_device
    FROM (
        SELECT id, created_at FROM (
            SELECT id, created_at FROM relationships WHERE from_address = :participant
            ORDER BY created_at, id {limit :end}) created
        UNION ALL
        SELECT id, created_at FROM (
            SELECT id, created_at FROM relationships WHERE to_address = :participant AND from_address <> :participant
            ORDER BY created_at, id {limit :end}) received
        ORDER BY created_at, id {page :offset :size}) on_page
    JOIN relationships r ON r.id = on_page.id
    JOIN relationship_audit_log creation ON creation.relationship_id = r.id AND creation.number = 1
    LEFT JOIN relationship_audit_log answer ON answer.relationship_id = r.id AND answer.number = 2
    ORDER BY on_page.created_at, on_page.id)"};

constexpr Statement kCount{"relationships.count_overviews", R"(
    SELECT (SELECT COUNT(*) FROM relationships WHERE from_address = :participant)
         + (SELECT COUNT(*) FROM relationships WHERE to_address = :participant AND from_address <> :participant))"};

struct Row
{
    IdentityAddress from;
    IdentityAddress to;
    std::optional<RelationshipTemplateId> relationship_template;
    RelationshipStatus status{};
    Timestamp created_at;
    std::optional<DeviceId> created_by_device;
    std::optional<Timestamp> answered_at;
    std::optional<DeviceId> answered_by_device;
};

RelationshipOverview as_seen_by(const IdentityAddress& participant, Row&& row)
{
    const bool is_recipient = row.to == participant;
    return {.peer = std::move(is_recipient ? row.from : row.to),
            .was_requested_by_peer = is_recipient,
            .relationship_template = row.relationship_template,
            .status = row.status,
            .created_at = row.created_at,
            .created_by_device = row.created_by_device,
            .answered_at = row.answered_at,
            .answered_by_device = row.answered_by_device};
}

}  // namespace

void for_each_of(Queries& queries, const IdentityAddress& participant, const Page& page,
                 const std::function<void(const RelationshipOverview&)>& visit)
{
    queries.for_each<Row>(
        kSelect, [&](Row&& row) { visit(as_seen_by(participant, std::move(row))); }, participant,
        page.offset() + page.size, page.offset(), page.size);
}

std::int64_t count_of(Queries& queries, const IdentityAddress& participant)
{
    return queries.find<std::int64_t>(kCount, participant).value();
}

void write_json(JsonWriter& json, const RelationshipOverview& overview)
{
    json.object([&] {
        json.member("peer", overview.peer);
        json.member("requestedBy", overview.was_requested_by_peer ? "Peer" : "Self");
        json.member("templateId", overview.relationship_template);
        json.member("status", overview.status);
        json.member("creationDate", overview.created_at);
        json.member("answeredAt", overview.answered_at);
        json.member("createdByDevice", overview.created_by_device);
        json.member("answeredByDevice", overview.answered_by_device);
    });
}

}  // namespace backbone::relationships::overview_store
