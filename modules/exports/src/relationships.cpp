#include <relationships/events.hpp>

#include "pages.hpp"
#include "tables.hpp"

namespace backbone::exports {
namespace {

using relationships::RelationshipId;
using relationships::RelationshipStatus;
using relationships::RelationshipTemplateId;

constexpr Statement kSelectTemplates{"exports.select_relationship_templates", R"(
    SELECT t.id, t.created_by, c.client_id, c.display_name, t.created_at,
           (SELECT a.allocated_at FROM relationship_template_allocations a WHERE a.template_id = t.id
            ORDER BY a.allocated_by {limit 1})
    FROM relationship_templates t
    LEFT JOIN identities i ON i.address = t.created_by
    LEFT JOIN oauth_clients c ON c.client_id = i.client_id
    WHERE t.id > :last
    ORDER BY t.id {limit :size})"};

constexpr Statement kSelectRelationships{"exports.select_relationships", R"(
    SELECT r.id, r.template_id, r.from_address, cf.client_id, cf.display_name, r.to_address, ct.client_id,
           ct.display_name, r.created_at, r.status, r.from_has_decomposed, r.to_has_decomposed, t.created_at
    FROM relationships r
    LEFT JOIN identities f ON f.address = r.from_address
    LEFT JOIN oauth_clients cf ON cf.client_id = f.client_id
    LEFT JOIN identities p ON p.address = r.to_address
    LEFT JOIN oauth_clients ct ON ct.client_id = p.client_id
    LEFT JOIN relationship_templates t ON t.id = r.template_id
    WHERE r.id > :last
    ORDER BY r.id {limit :size})"};

struct TemplateRow
{
    RelationshipTemplateId id;
    IdentityAddress created_by;
    ClientOfIdentity client;
    Timestamp created_at;
    std::optional<Timestamp> allocated_at;
};

void write_template(Csv& csv, const TemplateRow& row)
{
    csv.add_private(row.id);
    csv.add_private(row.created_by);
    add_client(csv, row.client);
    csv.add_all(row.created_at, row.allocated_at);
}

struct RelationshipRow
{
    RelationshipId id;
    std::optional<RelationshipTemplateId> relationship_template;
    IdentityAddress from;
    ClientOfIdentity client_of_from;
    IdentityAddress to;
    ClientOfIdentity client_of_to;
    Timestamp created_at;
    RelationshipStatus status{};
    bool from_has_decomposed = false;
    bool to_has_decomposed = false;
    std::optional<Timestamp> template_created_at;
};

void write_relationship(Csv& csv, const RelationshipRow& row)
{
    csv.add_private(row.id);
    csv.add_private(row.relationship_template);
    csv.add_private(row.from);
    add_client(csv, row.client_of_from);
    csv.add_private(row.to);
    add_client(csv, row.client_of_to);
    csv.add_all(row.created_at, row.status, row.from_has_decomposed, row.to_has_decomposed, row.template_created_at);
}

}  // namespace

std::int64_t write_relationship_templates(Queries& queries, Privacy privacy, const WriteText& write)
{
    write("TemplateId,CreatedBy,CreatedByClientId,CreatedByClientName,CreatedAt,AllocatedAt\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectTemplates, csv, write_template);
}

std::int64_t write_relationships(Queries& queries, Privacy privacy, const WriteText& write)
{
    write(
        "RelationshipId,TemplateId,From,FromClientId,FromClientName,To,ToClientId,ToClientName,CreatedAt,Status,"
        "FromHasDecomposed,ToHasDecomposed,TemplateCreatedAt\r\n");
    Csv csv(privacy, write);
    return write_by_id(queries, kSelectRelationships, csv, write_relationship);
}

}  // namespace backbone::exports
