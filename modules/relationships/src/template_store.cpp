#include "template_store.hpp"

namespace backbone::relationships::template_store {
namespace {

constexpr std::int64_t kBatch = 500;
constexpr std::int64_t kBatchOfTemplates = 50;

constexpr Statement kInsert{"relationship_templates.insert", R"(
    INSERT INTO relationship_templates (id, created_by, created_by_device, created_at, max_number_of_allocations,
                                        free_allocations, expires_at, content, for_identity, password)
    VALUES (:id, :created_by, :created_by_device, :created_at, :maximum, :free, :expires_at, :content, :for_identity,
            :password))"};

// Who made a relationship from it keeps seeing it, and so does its owner.
constexpr Statement kFindVisible{"relationship_templates.find_visible", R"(
    SELECT t.id, t.created_by, t.created_by_device, t.created_at, t.max_number_of_allocations, t.expires_at,
           t.content, t.for_identity, t.password, t.free_allocations,
           CASE WHEN EXISTS (SELECT 1 FROM relationship_template_allocations a
                             WHERE a.template_id = t.id AND a.allocated_by = :reader) THEN 1 ELSE 0 END
    FROM relationship_templates t
    WHERE t.id = :id
      AND (t.for_identity IS NULL OR t.for_identity = :reader OR t.created_by = :reader)
      AND (t.expires_at IS NULL OR t.expires_at > :now
           OR EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = t.id AND r.from_address = :reader)
           OR (t.created_by = :reader AND EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = t.id))))"};

constexpr Statement kIsVisible{"relationship_templates.is_visible", R"(
    SELECT COUNT(*)
    FROM relationship_templates t
    WHERE t.id = :id
      AND (t.for_identity IS NULL OR t.for_identity = :reader OR t.created_by = :reader)
      AND (t.expires_at IS NULL OR t.expires_at > :now
           OR EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = t.id AND r.from_address = :reader)
           OR (t.created_by = :reader AND EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = t.id))))"};

constexpr Statement kSelectVisible{"relationship_templates.select_visible", R"(
    SELECT t.id, t.password,
           CASE WHEN t.created_by = :reader
                     OR EXISTS (SELECT 1 FROM relationship_template_allocations a
                                WHERE a.template_id = t.id AND a.allocated_by = :reader) THEN 1 ELSE 0 END
    FROM relationship_templates t
    WHERE t.id IN ({list ids})
      AND (t.for_identity IS NULL OR t.for_identity = :reader OR t.created_by = :reader)
      AND (t.expires_at IS NULL OR t.expires_at > :now
           OR EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = t.id AND r.from_address = :reader)
           OR (t.created_by = :reader AND EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = t.id)))
    ORDER BY t.created_at, t.id)"};

constexpr Statement kSelect{"relationship_templates.select", R"(
    SELECT id, created_by, created_by_device, created_at, max_number_of_allocations, expires_at, content, for_identity,
           password
    FROM relationship_templates WHERE id IN ({list ids}) ORDER BY created_at, id)"};

constexpr Statement kAllocate{"relationship_templates.allocate", R"(
    INSERT INTO relationship_template_allocations (template_id, allocated_by, allocated_by_device, allocated_at)
    SELECT :template_id, :allocated_by, :allocated_by_device, :allocated_at
    WHERE NOT EXISTS (SELECT 1 FROM relationship_template_allocations
                      WHERE template_id = :template_id AND allocated_by = :allocated_by)
    {do_nothing})"};

constexpr Statement kTakeFreeAllocation{"relationship_templates.take_free_allocation", R"(
    UPDATE relationship_templates SET free_allocations = free_allocations - 1
    {output free_allocations}
    WHERE id = :id AND free_allocations > 0
    {returning free_allocations})"};

constexpr Statement kDelete{"relationship_templates.delete", R"(
    DELETE FROM relationship_templates {output created_at}
    WHERE id = :id AND created_by = :owner
      AND (expires_at IS NULL OR expires_at > :now
           OR EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = :id))
    {returning created_at})"};

constexpr Statement kSelectExpired{"relationship_templates.select_expired", R"(
    SELECT id, expires_at FROM relationship_templates
    WHERE expires_at <= :time AND expires_at >= :after AND (expires_at > :after OR id > :after_id)
    ORDER BY expires_at, id {limit :batch})"};

constexpr Statement kDeleteUnused{"relationship_templates.delete_unused", R"(
    DELETE FROM relationship_templates {output created_by, created_at}
    WHERE id IN ({list ids})
      AND NOT EXISTS (SELECT 1 FROM relationships r WHERE r.template_id = relationship_templates.id)
    {returning created_by, created_at})"};

constexpr Statement kSelectOfIdentity{"relationship_templates.select_of_identity", R"(
    SELECT id FROM relationship_templates WHERE created_by = :identity ORDER BY created_at {limit :batch})"};

constexpr Statement kDropAllocations{"relationship_templates.drop_allocations", R"(
    DELETE FROM relationship_template_allocations
    WHERE template_id = :template_id AND allocated_by <= (
        SELECT MAX(batch.allocated_by) FROM (
            SELECT allocated_by FROM relationship_template_allocations WHERE template_id = :template_id
            ORDER BY allocated_by {limit :batch}) batch))"};

constexpr Statement kDeleteAll{"relationship_templates.delete_all", R"(
    DELETE FROM relationship_templates WHERE id IN ({list ids}))"};

constexpr Statement kAnonymiseRecipient{"relationship_templates.anonymise_recipient", R"(
    UPDATE relationship_templates SET for_identity = :anonymous WHERE id IN (
        SELECT id FROM relationship_templates WHERE for_identity = :identity ORDER BY id {limit :batch}))"};

// Two deleted identities may have read the same template: the anonymous address keeps one allocation of it, and both
// stay used up.
constexpr Statement kDropDoubleAllocations{"relationship_templates.drop_double_allocations", R"(
    DELETE FROM relationship_template_allocations
    WHERE allocated_by = :identity
      AND EXISTS (SELECT 1 FROM relationship_template_allocations other
                  WHERE other.template_id = relationship_template_allocations.template_id AND other.allocated_by = :anonymous)
      AND template_id <= (SELECT MAX(batch.template_id) FROM (
          SELECT mine.template_id FROM relationship_template_allocations mine
          WHERE mine.allocated_by = :identity
            AND EXISTS (SELECT 1 FROM relationship_template_allocations other
                        WHERE other.template_id = mine.template_id AND other.allocated_by = :anonymous)
          ORDER BY mine.template_id {limit :batch}) batch))"};

constexpr Statement kAnonymiseAllocations{"relationship_templates.anonymise_allocations", R"(
    UPDATE relationship_template_allocations SET allocated_by = :anonymous
    WHERE allocated_by = :identity AND template_id <= (
        SELECT MAX(batch.template_id) FROM (
            SELECT template_id FROM relationship_template_allocations WHERE allocated_by = :identity
            ORDER BY template_id {limit :batch}) batch))"};

}  // namespace

void insert(Queries& queries, const RelationshipTemplate& relationship_template)
{
    const auto& [id, created_by, device, created_at, maximum, expires_at, content, for_identity, password] =
        relationship_template;
    queries.execute(kInsert, id, created_by, device, created_at, maximum, maximum, expires_at, content, for_identity,
                    password);
}

std::optional<VisibleTemplate> find_visible(Queries& queries, const RelationshipTemplateId& id,
                                            const IdentityAddress& reader, Timestamp now)
{
    return queries.find<VisibleTemplate>(kFindVisible, reader, id, now);
}

bool is_visible(Queries& queries, const RelationshipTemplateId& id, const IdentityAddress& reader, Timestamp now)
{
    return queries.find<std::int64_t>(kIsVisible, id, reader, now).value() > 0;
}

std::vector<TemplateAccess> select_visible(Queries& queries, const std::vector<RelationshipTemplateId>& ids,
                                           const IdentityAddress& reader, Timestamp now)
{
    return queries.select<TemplateAccess>(kSelectVisible, reader, List(ids), now);
}

void for_each(Queries& queries, const std::vector<RelationshipTemplateId>& ids,
              const std::function<void(const RelationshipTemplate&)>& visit)
{
    queries.for_each<RelationshipTemplate>(kSelect, visit, List(ids));
}

bool allocate(Queries& queries, const RelationshipTemplateId& id, const Caller& reader, Timestamp now)
{
    return queries.change(kAllocate, id, reader.identity, reader.device, now) > 0;
}

std::optional<std::int32_t> take_free_allocation(Transaction& tx, const RelationshipTemplateId& id)
{
    return tx.find<std::int32_t>(kTakeFreeAllocation, id);
}

std::optional<Timestamp> delete_created_by(Transaction& tx, const RelationshipTemplateId& id,
                                           const IdentityAddress& owner, Timestamp now)
{
    return tx.find<Timestamp>(kDelete, id, owner, now);
}

std::vector<ExpiredTemplate> select_expired(Queries& queries, Timestamp time, const ExpiredTemplate& after)
{
    return queries.select<ExpiredTemplate>(kSelectExpired, time, after.expires_at, after.id, kBatch);
}

std::vector<Deleted> delete_unused(Transaction& tx, const std::vector<RelationshipTemplateId>& ids)
{
    return tx.select<Deleted>(kDeleteUnused, List(ids));
}

bool delete_of_identity(Transaction& tx, const IdentityAddress& identity)
{
    const auto ids = tx.select<RelationshipTemplateId>(kSelectOfIdentity, identity, kBatchOfTemplates);
    // They would go with their templates, but there may be more of them than one statement can delete in its time.
    std::int64_t dropped = 0;
    for (const RelationshipTemplateId& id : ids) {
        dropped += tx.change(kDropAllocations, id, kBatch);
        if (dropped >= kBatch) return true;
    }
    tx.execute(kDeleteAll, List(ids));
    return std::ssize(ids) == kBatchOfTemplates;
}

bool anonymise_recipient(Transaction& tx, const IdentityAddress& identity, const IdentityAddress& anonymous)
{
    return tx.change(kAnonymiseRecipient, anonymous, identity, kBatch) == kBatch;
}

bool anonymise_allocations(Transaction& tx, const IdentityAddress& identity, const IdentityAddress& anonymous)
{
    if (tx.change(kDropDoubleAllocations, identity, anonymous, kBatch) >= kBatch) return true;
    return tx.change(kAnonymiseAllocations, anonymous, identity, kBatch) >= kBatch;
}

}  // namespace backbone::relationships::template_store
