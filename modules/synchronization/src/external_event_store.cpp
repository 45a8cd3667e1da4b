#include "external_event_store.hpp"

#include <algorithm>
#include <tuple>

namespace backbone::synchronization::external_event_store {
namespace {

constexpr std::int64_t kBatch = 500;

constexpr Statement kInsert{"external_events.insert", R"(
    INSERT INTO external_events (owner, event_index, id, type, created_at, payload, sync_error_count,
                                 is_delivery_blocked, relationship_id)
    VALUES (:owner, :index, :id, :type, :created_at, :payload, 0, :is_blocked, :relationship))"};

// The conditions of these three are those of the index.
constexpr Statement kUnblock{"external_events.unblock", R"(
    UPDATE external_events SET is_delivery_blocked = 0
    WHERE relationship_id = :relationship AND sync_run_id IS NULL AND is_delivery_blocked = 1)"};

constexpr Statement kDeleteBlocked{"external_events.delete_blocked", R"(
    DELETE FROM external_events
    WHERE relationship_id = :relationship AND sync_run_id IS NULL AND is_delivery_blocked = 1)"};

constexpr Statement kDeletePending{"external_events.delete_pending", R"(
    DELETE FROM external_events
    WHERE relationship_id = :relationship AND sync_run_id IS NULL AND owner = :owner)"};

// The conditions are those of the index.
constexpr Statement kAttachDeliverable{"external_events.attach_deliverable", R"(
    UPDATE external_events SET sync_run_id = :run
    WHERE owner = :owner AND sync_run_id IS NULL AND is_delivery_blocked = 0 AND sync_error_count < 3)"};

constexpr Statement kHasNew{"external_events.has_new", R"(
    SELECT CASE WHEN EXISTS (
        SELECT 1 FROM external_events
        WHERE owner = :owner AND sync_run_id IS NULL AND is_delivery_blocked = 0 AND sync_error_count < 3
          AND sync_error_count = 0) THEN 1 ELSE 0 END)"};

constexpr Statement kSelectOfRun{"external_events.select_of_run", R"(
    SELECT id, type, event_index, created_at, sync_error_count, payload
    FROM external_events WHERE sync_run_id = :run ORDER BY event_index {page :offset :limit})"};

constexpr Statement kCountOfRun{"external_events.count_of_run", R"(
    SELECT COUNT(*) FROM external_events WHERE sync_run_id = :run)"};

constexpr Statement kSelectAttached{"external_events.select_attached", R"(
    SELECT id, event_index, sync_error_count FROM external_events WHERE sync_run_id = :run ORDER BY event_index)"};

constexpr BulkInsert kInsertErrors{"sync_errors.insert", R"(
    INSERT INTO sync_errors (owner, event_index, attempt, error_code, created_at))",
                                   5};

constexpr Statement kDetach{"external_events.detach", R"(
    UPDATE external_events SET sync_run_id = NULL, sync_error_count = sync_error_count + 1
    WHERE sync_run_id = :run AND id IN ({list ids}))"};

constexpr Statement kInsertErrorsOfAll{"sync_errors.insert_of_all", R"(
    INSERT INTO sync_errors (owner, event_index, attempt, error_code, created_at)
    SELECT owner, event_index, sync_error_count + 1, :error_code, :now
    FROM external_events WHERE sync_run_id = :run)"};

constexpr Statement kDetachAll{"external_events.detach_all", R"(
    UPDATE external_events SET sync_run_id = NULL, sync_error_count = sync_error_count + 1 WHERE sync_run_id = :run)"};

constexpr Statement kDeleteOfIdentity{"external_events.delete_of_identity", R"(
    DELETE FROM external_events WHERE owner = :owner AND event_index <= (
        SELECT MAX(batch.event_index) FROM (
            SELECT event_index FROM external_events WHERE owner = :owner ORDER BY event_index {limit :batch}) batch))"};

}  // namespace

void insert(Transaction& tx, const IdentityAddress& owner, const ExternalEvent& event, const Delivery& delivery)
{
    tx.execute(kInsert, owner, event.index, event.id, event.type, event.created_at, event.payload, delivery.is_blocked,
               delivery.relationship);
}

void unblock(Transaction& tx, const relationships::RelationshipId& relationship)
{
    tx.execute(kUnblock, relationship);
}

bool delete_blocked(Transaction& tx, const relationships::RelationshipId& relationship)
{
    return tx.change(kDeleteBlocked, relationship) > 0;
}

bool delete_pending(Transaction& tx, const relationships::RelationshipId& relationship, const IdentityAddress& owner)
{
    return tx.change(kDeletePending, relationship, owner) > 0;
}

std::int64_t attach_deliverable(Transaction& tx, const IdentityAddress& owner, const SyncRunId& run)
{
    return tx.change(kAttachDeliverable, run, owner);
}

bool has_new(Transaction& tx, const IdentityAddress& owner)
{
    return tx.find<bool>(kHasNew, owner).value();
}

void for_each_of_run(Queries& queries, const SyncRunId& run, const Page& page,
                     const std::function<void(const ExternalEvent&)>& visit)
{
    queries.for_each<ExternalEvent>(kSelectOfRun, visit, run, page.offset(), page.size);
}

std::int64_t count_of_run(Queries& queries, const SyncRunId& run)
{
    return queries.find<std::int64_t>(kCountOfRun, run).value();
}

std::vector<AttachedEvent> select_attached(Transaction& tx, const SyncRunId& run)
{
    return tx.select<AttachedEvent>(kSelectAttached, run);
}

void fail(Transaction& tx, const SyncRun& run, std::span<const FailedEvent> events)
{
    for (std::size_t begin = 0; begin < events.size(); begin += kBatch) {
        std::vector<std::tuple<std::string_view, std::int64_t, std::int32_t, std::string_view, Timestamp>> errors;
        std::vector<ExternalEventId> ids;
        for (const auto& [event, error_code] :
             events.subspan(begin, std::min<std::size_t>(kBatch, events.size() - begin))) {
            errors.emplace_back(run.created_by.text(), event.index, event.sync_error_count + 1, error_code, tx.now());
            ids.push_back(event.id);
        }
        tx.insert_all(kInsertErrors, errors);
        tx.execute(kDetach, run.id, List(ids));
    }
}

void fail_all(Transaction& tx, const SyncRunId& run, std::string_view error_code)
{
    tx.execute(kInsertErrorsOfAll, error_code, tx.now(), run);
    tx.execute(kDetachAll, run);
}

bool delete_of_identity(Transaction& tx, const IdentityAddress& owner)
{
    return tx.change(kDeleteOfIdentity, owner, kBatch) >= kBatch;
}

}  // namespace backbone::synchronization::external_event_store
