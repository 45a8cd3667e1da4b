#include "relationship_store.hpp"

#include <backbone/paging.hpp>
#include <relationships/relationships.hpp>

namespace backbone::relationships::relationship_store {
namespace {

constexpr std::int64_t kBatch = 500;

constexpr Statement kLockIdentities{"relationships.lock_identities", R"(
    SELECT address, status FROM identities {lock}
    WHERE address IN (:one, :other) ORDER BY address {for_update})"};

// Pending, Active, Terminated and DeletionProposed relationships keep others from being made.
constexpr Statement kFindApproachability{"relationships.find_approachability", R"(
    SELECT i.status,
           CASE WHEN EXISTS (SELECT 1 FROM relationships r
                             WHERE r.pair = :pair AND r.status IN (10, 20, 50, 60)) THEN 1 ELSE 0 END
    FROM identities i WHERE i.address = :peer)"};

constexpr Statement kInsert{"relationships.insert", R"(
    INSERT INTO relationships (id, template_id, pair, from_address, to_address, created_at, status, revision,
                               from_has_decomposed, to_has_decomposed, creation_content)
    SELECT :id, :template_id, :pair, :from_address, :to_address, :created_at, :status, 1, 0, 0, :creation_content
    WHERE NOT EXISTS (SELECT 1 FROM relationships WHERE pair = :pair AND status IN (10, 20, 50, 60)))"};

constexpr Statement kAppend{"relationships.append_to_audit_log", R"(
    INSERT INTO relationship_audit_log (relationship_id, number, reason, old_status, new_status, created_by,
                                        created_by_device, created_at)
    VALUES (:relationship, :number, :reason, :old_status, :new_status, :created_by, :created_by_device, :created_at))"};

// One row for each entry of the audit log.
constexpr Statement kFind{"relationships.find", R"(
    SELECT r.id, r.template_id, r.from_address, r.to_address, r.created_at, r.status, r.from_has_decomposed,
           r.to_has_decomposed, r.revision,
           l.reason, l.old_status, l.new_status, l.created_by, l.created_by_device, l.created_at
    FROM relationships r JOIN relationship_audit_log l ON l.relationship_id = r.id
    WHERE r.id = :id AND (r.from_address = :reader OR r.to_address = :reader)
    ORDER BY l.number)"};

// The contents may be large, so only the first of these rows has them.
constexpr Statement kFindFull{"relationships.find_full", R"(
    SELECT r.id, r.template_id, r.from_address, r.to_address, r.created_at, r.status, r.from_has_decomposed,
           r.to_has_decomposed,
           CASE WHEN l.number = 1 THEN r.creation_content END,
           CASE WHEN l.number = 1 THEN r.creation_response_content END,
           l.reason, l.old_status, l.new_status, l.created_by, l.created_by_device, l.created_at
    FROM relationships r JOIN relationship_audit_log l ON l.relationship_id = r.id
    WHERE r.id = :id AND (r.from_address = :reader OR r.to_address = :reader)
    ORDER BY l.number)"};

constexpr Statement kSelectFull{"relationships.select_full", R"(
    SELECT on_page.id, on_page.template_id, on_page.from_address, on_page.to_address, on_page.created_at,
           on_page.status, on_page.from_has_decomposed, on_page.to_has_decomposed,
           CASE WHEN l.number = 1 THEN on_page.creation_content END,
           CASE WHEN l.number = 1 THEN on_page.creation_response_content END,
           l.reason, l.old_status, l.new_status, l.created_by, l.created_by_device, l.created_at
    FROM (SELECT id, template_id, from_address, to_address, created_at, status, from_has_decomposed, to_has_decomposed,
                 creation_content, creation_response_content
          FROM relationships
          WHERE id IN ({list ids}) AND (from_address = :reader OR to_address = :reader)
          ORDER BY created_at, id {page :offset :limit}) on_page
         JOIN relationship_audit_log l ON l.relationship_id = on_page.id
    ORDER BY on_page.created_at, on_page.id, l.number)"};

constexpr Statement kCount{"relationships.count", R"(
    SELECT COUNT(*) FROM relationships
    WHERE id IN ({list ids}) AND (from_address = :reader OR to_address = :reader))"};

constexpr Statement kUpdate{"relationships.update", R"(
    UPDATE relationships
    SET status = :status, from_has_decomposed = :from_has_decomposed, to_has_decomposed = :to_has_decomposed,
        revision = revision + 1
    WHERE id = :id AND revision = :revision)"};

constexpr Statement kUpdateWithResponse{"relationships.update_with_response", R"(
    UPDATE relationships
    SET status = :status, creation_response_content = :creation_response_content, revision = revision + 1
    WHERE id = :id AND revision = :revision)"};

constexpr Statement kSelectPeers{"relationships.select_peers", R"(
    SELECT id, to_address AS peer FROM relationships WHERE from_address = :identity AND status IN (10, 20, 50)
    UNION ALL
    SELECT id, from_address AS peer FROM relationships WHERE to_address = :identity AND status IN (10, 20, 50)
    ORDER BY peer, id)"};

constexpr Statement kSelectInterested{"relationships.select_interested", R"(
    SELECT to_address AS interested FROM relationships WHERE from_address = :identity AND status IN (10, 20)
    UNION
    SELECT from_address AS interested FROM relationships WHERE to_address = :identity AND status IN (10, 20)
    UNION
    SELECT a.allocated_by AS interested
    FROM relationship_templates t JOIN relationship_template_allocations a ON a.template_id = t.id
    WHERE t.created_by = :identity
    ORDER BY interested)"};

constexpr Statement kLockNextOfCreator{"relationships.lock_next_of_creator", R"(
    SELECT id, template_id, from_address, to_address, created_at, status, from_has_decomposed, to_has_decomposed,
           revision
    FROM relationships {lock} WHERE from_address = :identity AND from_has_decomposed = 0
    ORDER BY to_address {limit 1} {for_update})"};

constexpr Statement kLockNextOfRecipient{"relationships.lock_next_of_recipient", R"(
    SELECT id, template_id, from_address, to_address, created_at, status, from_has_decomposed, to_has_decomposed,
           revision
    FROM relationships {lock} WHERE to_address = :identity AND to_has_decomposed = 0
    ORDER BY from_address {limit 1} {for_update})"};

// By itself: where the locking statement had to wait, it reads the row anew, but all else as it was before it waited.
constexpr Statement kFindTimeOfLastChange{"relationships.find_time_of_last_change", R"(
    SELECT created_at FROM relationship_audit_log WHERE relationship_id = :relationship
    ORDER BY number DESC {limit 1})"};

constexpr Statement kForget{"relationships.forget_identity", R"(
    UPDATE relationships
    SET template_id = :template_id, pair = :pair, from_address = :from_address, to_address = :to_address,
        status = :status, from_has_decomposed = :from_has_decomposed, to_has_decomposed = :to_has_decomposed,
        revision = revision + 1
    WHERE id = :id)"};

constexpr Statement kForgetInAuditLog{"relationships.forget_identity_in_audit_log", R"(
    UPDATE relationship_audit_log SET created_by = :anonymous
    WHERE relationship_id = :relationship AND created_by = :identity)"};

constexpr Statement kDeleteReady{"relationships.delete_ready", R"(
    DELETE FROM relationships WHERE id IN (
        SELECT relationship_id FROM relationship_audit_log
        WHERE new_status = 70 AND created_at <= :time ORDER BY created_at {limit :batch}))"};

struct LoggedRow
{
    Relationship relationship;
    std::int32_t revision = 0;
    AuditLogEntry entry;
};

struct LockedRow
{
    Relationship relationship;
    std::int32_t revision = 0;
};

struct FullRow
{
    Relationship relationship;
    std::optional<Base64Url> creation_content;
    std::optional<Base64Url> creation_response_content;
    AuditLogEntry entry;
};

/// Puts the rows of each relationship together, one after the other.
class Assembly
{
  public:
    explicit Assembly(const std::function<void(const FullRelationship&)>& visit) : visit_(visit) {}

    void add(FullRow&& row)
    {
        if (!current_ || current_->logged.relationship.id != row.relationship.id) {
            finish();
            current_ = FullRelationship{{std::move(row.relationship), {}},
                                        std::move(row.creation_content),
                                        std::move(row.creation_response_content)};
        }
        current_->logged.audit_log.push_back(std::move(row.entry));
    }
    void finish()
    {
        if (current_) visit_(*current_);
        current_.reset();
    }

  private:
    const std::function<void(const FullRelationship&)>& visit_;
    std::optional<FullRelationship> current_;
};

void append(Transaction& tx, const RelationshipId& relationship, std::int32_t number, const AuditLogEntry& entry)
{
    tx.execute(kAppend, relationship, number, entry.reason, entry.old_status, entry.new_status, entry.created_by,
               entry.created_by_device, entry.created_at);
}

}  // namespace

std::vector<IdentityWithStatus> lock_identities(Transaction& tx, const IdentityAddress& one,
                                                const IdentityAddress& other)
{
    return tx.select<IdentityWithStatus>(kLockIdentities, one, other);
}

std::optional<Approachability> find_approachability(Queries& queries, const IdentityAddress& peer,
                                                    const IdentityAddress& asking)
{
    return queries.find<Approachability>(kFindApproachability, pair_of(asking, peer), peer);
}

bool insert(Transaction& tx, const LoggedRelationship& logged, const std::optional<Base64Url>& creation_content)
{
    const Relationship& relationship = logged.relationship;
    const std::int64_t inserted = tx.change(
        kInsert, relationship.id, relationship.relationship_template, pair_of(relationship.from, relationship.to),
        relationship.from, relationship.to, relationship.created_at, relationship.status, creation_content);
    if (inserted == 0) return false;
    append(tx, relationship.id, 1, logged.audit_log.front());
    return true;
}

std::optional<RevisedRelationship> find_of(Queries& queries, const RelationshipId& id, const IdentityAddress& reader)
{
    std::optional<RevisedRelationship> found;
    queries.for_each<LoggedRow>(
        kFind,
        [&](LoggedRow&& row) {
            if (!found) found = RevisedRelationship{{std::move(row.relationship), {}}, row.revision};
            found->logged.audit_log.push_back(std::move(row.entry));
        },
        id, reader);
    return found;
}

std::optional<FullRelationship> find_full_of(Queries& queries, const RelationshipId& id, const IdentityAddress& reader)
{
    std::optional<FullRelationship> found;
    const std::function<void(const FullRelationship&)> keep = [&](const FullRelationship& full) { found = full; };
    Assembly assembly(keep);
    queries.for_each<FullRow>(
        kFindFull, [&](FullRow&& row) { assembly.add(std::move(row)); }, id, reader);
    assembly.finish();
    return found;
}

void for_each_of(Queries& queries, const std::vector<RelationshipId>& ids, const IdentityAddress& reader,
                 const Page& page, const std::function<void(const FullRelationship&)>& visit)
{
    Assembly assembly(visit);
    queries.for_each<FullRow>(
        kSelectFull, [&](FullRow&& row) { assembly.add(std::move(row)); }, List(ids), reader, page.offset(), page.size);
    assembly.finish();
}

std::int64_t count_of(Queries& queries, const std::vector<RelationshipId>& ids, const IdentityAddress& reader)
{
    return queries.find<std::int64_t>(kCount, List(ids), reader).value();
}

bool update(Transaction& tx, const LoggedRelationship& changed, std::int32_t revision,
            const NewResponse& creation_response_content)
{
    const Relationship& relationship = changed.relationship;
    const std::int64_t updated =
        creation_response_content
            ? tx.change(kUpdateWithResponse, relationship.status, *creation_response_content, relationship.id, revision)
            : tx.change(kUpdate, relationship.status, relationship.from_has_decomposed, relationship.to_has_decomposed,
                        relationship.id, revision);
    if (updated == 0) return false;
    append(tx, relationship.id, revision + 1, changed.audit_log.back());
    return true;
}

std::vector<Peer> select_peers(Transaction& tx, const IdentityAddress& identity)
{
    return tx.select<Peer>(kSelectPeers, identity);
}

std::vector<IdentityAddress> select_interested(Transaction& tx, const IdentityAddress& identity)
{
    return tx.select<IdentityAddress>(kSelectInterested, identity);
}

std::optional<LockedRelationship> lock_next_of(Transaction& tx, const IdentityAddress& identity)
{
    auto row = tx.find<LockedRow>(kLockNextOfCreator, identity);
    if (!row) row = tx.find<LockedRow>(kLockNextOfRecipient, identity);
    if (!row) return std::nullopt;
    const auto changed_at = tx.find<Timestamp>(kFindTimeOfLastChange, row->relationship.id);
    return LockedRelationship{std::move(row->relationship), row->revision, changed_at.value_or(Timestamp{})};
}

void update(Transaction& tx, const LockedRelationship& changed, const AuditLogEntry& entry,
            const IdentityAddress& identity, const IdentityAddress& anonymous)
{
    const Relationship& relationship = changed.relationship;
    tx.execute(kForget, relationship.relationship_template, pair_of(relationship.from, relationship.to),
               relationship.from, relationship.to, relationship.status, relationship.from_has_decomposed,
               relationship.to_has_decomposed, relationship.id);
    tx.execute(kForgetInAuditLog, anonymous, relationship.id, identity);
    append(tx, relationship.id, changed.revision + 1, entry);
}

bool delete_ready(Transaction& tx, Timestamp time)
{
    return tx.change(kDeleteReady, time, kBatch) == kBatch;
}

}  // namespace backbone::relationships::relationship_store
