#include "sync_state_store.hpp"

namespace backbone::synchronization::sync_state_store {
namespace {

constexpr Statement kInsert{"sync_states.insert", R"(
    INSERT INTO sync_states (owner, next_modification_index, next_sync_run_index, next_external_event_index)
    VALUES (:owner, 0, 0, 0))"};

constexpr Statement kDelete{"sync_states.delete", R"(
    DELETE FROM sync_states WHERE owner = :owner)"};

constexpr Statement kLock{"sync_states.lock", R"(
    SELECT datawallet_version, next_modification_index, next_sync_run_index, open_sync_run_id
    FROM sync_states {lock} WHERE owner = :owner {for_update})"};

constexpr Statement kLockAll{"sync_states.lock_all", R"(
    SELECT owner FROM sync_states {lock} WHERE owner IN ({list owners}) ORDER BY owner {for_update})"};

constexpr Statement kFindDatawalletVersion{"sync_states.find_datawallet_version", R"(
    SELECT datawallet_version FROM sync_states WHERE owner = :owner AND datawallet_version IS NOT NULL)"};

// All conditions are about this row alone, so they hold when the row's lock has been waited for.
constexpr Statement kTakeModificationIndexes{"sync_states.take_modification_indexes", R"(
    UPDATE sync_states SET next_modification_index = next_modification_index + :count
    {output next_modification_index}
    WHERE owner = :owner AND open_sync_run_id IS NULL
      AND datawallet_version <= :supported_version AND datawallet_version >= :needed_version
      AND (next_modification_index = 0 OR next_modification_index - 1 = :local_index)
    {returning next_modification_index})"};

constexpr Statement kTakeExternalEventIndex{"sync_states.take_external_event_index", R"(
    UPDATE sync_states SET next_external_event_index = next_external_event_index + 1
    {output next_external_event_index}
    WHERE owner = :owner
    {returning next_external_event_index})"};

constexpr Statement kReuseExternalEventIndexes{"sync_states.reuse_external_event_indexes", R"(
    UPDATE sync_states SET next_external_event_index = COALESCE((
        SELECT MAX(event_index) + 1 FROM external_events WHERE external_events.owner = sync_states.owner), 0)
    WHERE owner IN ({list owners}))"};

constexpr Statement kOpenSyncRun{"sync_states.open_sync_run", R"(
    UPDATE sync_states SET open_sync_run_id = :run, next_sync_run_index = next_sync_run_index + 1
    WHERE owner = :owner)"};

constexpr Statement kCloseSyncRun{"sync_states.close_sync_run", R"(
    UPDATE sync_states SET open_sync_run_id = NULL WHERE owner = :owner)"};

constexpr Statement kCloseFinalizedSyncRun{"sync_states.close_finalized_sync_run", R"(
    UPDATE sync_states
    SET open_sync_run_id = NULL, datawallet_version = :datawallet_version,
        next_modification_index = :next_modification_index
    WHERE owner = :owner)"};

}  // namespace

void insert(Transaction& tx, const IdentityAddress& owner)
{
    tx.execute(kInsert, owner);
}

void remove(Transaction& tx, const IdentityAddress& owner)
{
    tx.execute(kDelete, owner);
}

std::optional<SyncState> lock(Transaction& tx, const IdentityAddress& owner)
{
    return tx.find<SyncState>(kLock, owner);
}

void lock_all(Transaction& tx, const std::vector<IdentityAddress>& owners)
{
    tx.select<std::string>(kLockAll, List(owners));
}

std::optional<std::uint16_t> find_datawallet_version(Queries& queries, const IdentityAddress& owner)
{
    return queries.find<std::uint16_t>(kFindDatawalletVersion, owner);
}

std::optional<std::int64_t> take_modification_indexes(Transaction& tx, const IdentityAddress& owner,
                                                      const PushConditions& conditions, std::size_t count)
{
    const auto next = tx.find<std::int64_t>(kTakeModificationIndexes, count, owner, conditions.supported_version,
                                            conditions.needed_version, conditions.local_index);
    if (!next) return std::nullopt;
    return *next - static_cast<std::int64_t>(count);
}

std::optional<std::int64_t> take_external_event_index(Transaction& tx, const IdentityAddress& owner)
{
    const auto next = tx.find<std::int64_t>(kTakeExternalEventIndex, owner);
    if (!next) return std::nullopt;
    return *next - 1;
}

void reuse_external_event_indexes(Transaction& tx, const std::vector<IdentityAddress>& owners)
{
    tx.execute(kReuseExternalEventIndexes, List(owners));
}

void open_sync_run(Transaction& tx, const IdentityAddress& owner, const SyncRunId& run)
{
    tx.execute(kOpenSyncRun, run, owner);
}

void close_sync_run(Transaction& tx, const IdentityAddress& owner)
{
    tx.execute(kCloseSyncRun, owner);
}

void close_sync_run(Transaction& tx, const IdentityAddress& owner, std::uint16_t datawallet_version,
                    std::int64_t next_modification_index)
{
    tx.execute(kCloseFinalizedSyncRun, datawallet_version, next_modification_index, owner);
}

}  // namespace backbone::synchronization::sync_state_store
