#include "sync_run_store.hpp"

#include <vector>

namespace backbone::synchronization::sync_run_store {
namespace {

constexpr std::int64_t kBatch = 500;

constexpr Statement kFindStartConditions{"sync_runs.find_start_conditions", R"(
    SELECT i.status, s.datawallet_version, r.id, r.expires_at,
           CASE WHEN EXISTS (
               SELECT 1 FROM external_events
               WHERE owner = :owner AND sync_run_id IS NULL AND is_delivery_blocked = 0 AND sync_error_count < 3)
           THEN 1 ELSE 0 END
    FROM identities i
    LEFT JOIN sync_states s ON s.owner = i.address
    LEFT JOIN sync_runs r ON r.id = s.open_sync_run_id
    WHERE i.address = :owner)"};

constexpr Statement kInsert{"sync_runs.insert", R"(
    INSERT INTO sync_runs (id, type, run_index, created_at, created_by, created_by_device, expires_at, event_count)
    VALUES (:id, :type, :index, :created_at, :created_by, :created_by_device, :expires_at, :event_count))"};

constexpr Statement kFind{"sync_runs.find", R"(
    SELECT id, type, run_index, created_at, created_by, created_by_device, expires_at, event_count, finalized_at
    FROM sync_runs WHERE id = :id AND created_by = :owner)"};

constexpr Statement kFinalize{"sync_runs.finalize", R"(
    UPDATE sync_runs SET finalized_at = :now WHERE id = :id)"};

constexpr Statement kFinalizeExpired{"sync_runs.finalize_expired", R"(
    UPDATE sync_runs SET finalized_at = :now WHERE id = :id AND expires_at < :now)"};

constexpr Statement kRefresh{"sync_runs.refresh", R"(
    UPDATE sync_runs SET expires_at = :expires_at
    WHERE id = :id AND created_by = :owner AND created_by_device = :device AND finalized_at IS NULL)"};

constexpr Statement kSelectFinalized{"sync_runs.select_finalized", R"(
    SELECT id, event_count FROM sync_runs WHERE finalized_at <= :time ORDER BY finalized_at {limit :batch})"};

constexpr Statement kDeleteEvents{"sync_runs.delete_events", R"(
    DELETE FROM external_events WHERE sync_run_id IN ({list runs}))"};

constexpr Statement kDelete{"sync_runs.delete", R"(
    DELETE FROM sync_runs WHERE id IN ({list runs}))"};

constexpr Statement kDeleteSomeEvents{"sync_runs.delete_some_events", R"(
    DELETE FROM external_events WHERE sync_run_id = :run AND event_index <= (
        SELECT MAX(batch.event_index) FROM (
            SELECT event_index FROM external_events WHERE sync_run_id = :run
            ORDER BY event_index {limit :batch}) batch))"};

constexpr Statement kDeleteOfIdentity{"sync_runs.delete_of_identity", R"(
    DELETE FROM sync_runs WHERE id IN (
        SELECT id FROM sync_runs WHERE created_by = :owner ORDER BY run_index {limit :batch}))"};

}  // namespace

std::optional<StartConditions> find_start_conditions(Queries& queries, const IdentityAddress& owner)
{
    return queries.find<StartConditions>(kFindStartConditions, owner);
}

void insert(Transaction& tx, const SyncRun& run)
{
    tx.execute(kInsert, run.id, run.type, run.index, run.created_at, run.created_by, run.created_by_device,
               run.expires_at, run.event_count);
}

std::optional<SyncRun> find(Queries& queries, const SyncRunId& id, const IdentityAddress& owner)
{
    return queries.find<SyncRun>(kFind, id, owner);
}

void finalize(Transaction& tx, const SyncRunId& id)
{
    tx.execute(kFinalize, tx.now(), id);
}

bool finalize_expired(Transaction& tx, const SyncRunId& id, Timestamp now)
{
    return tx.change(kFinalizeExpired, now, id) > 0;
}

bool refresh(Queries& queries, const SyncRunId& id, const Caller& starter, Timestamp expires_at)
{
    return queries.change(kRefresh, expires_at, id, starter.identity, starter.device) > 0;
}

bool delete_finalized_before(Transaction& tx, Timestamp time)
{
    struct FinalizedRun
    {
        SyncRunId id;
        std::int64_t event_count = 0;
    };
    const auto oldest = tx.select<FinalizedRun>(kSelectFinalized, time, kBatch);
    if (oldest.empty()) return false;

    std::vector<SyncRunId> runs;
    std::int64_t events = 0;
    for (const FinalizedRun& run : oldest) {
        events += run.event_count;
        if (events > kBatch) break;
        runs.push_back(run.id);
    }
    if (runs.empty()) {
        // The events of this run alone are more than a batch.
        if (tx.change(kDeleteSomeEvents, oldest.front().id, kBatch) >= kBatch) return true;
        runs.push_back(oldest.front().id);
    }
    tx.execute(kDeleteEvents, List(runs));
    tx.execute(kDelete, List(runs));
    return true;
}

bool delete_of_identity(Transaction& tx, const IdentityAddress& owner)
{
    return tx.change(kDeleteOfIdentity, owner, kBatch) >= kBatch;
}

}  // namespace backbone::synchronization::sync_run_store
