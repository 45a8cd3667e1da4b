#pragma once

#include <optional>

#include <backbone/database.hpp>
#include <devices/identities.hpp>

#include "sync_run.hpp"

/// Sync runs. Whoever starts or ends one holds the lock of the owner's sync state.
namespace backbone::synchronization::sync_run_store {

/// All that decides whether a run may start, and whether there is anything for it. The members stand in the order of
/// the statement's columns.
struct StartConditions
{
    struct OpenRun
    {
        SyncRunId id;
        Timestamp expires_at;
    };

    devices::IdentityStatus identity_status{};
    std::optional<std::uint16_t> datawallet_version;
    std::optional<OpenRun> open_run;
    bool has_deliverable_events = false;
};

/// Absent when the identity is. One statement that changes nothing: what clients ask most.
std::optional<StartConditions> find_start_conditions(Queries& queries, const IdentityAddress& owner);

void insert(Transaction& tx, const SyncRun& run);
std::optional<SyncRun> find(Queries& queries, const SyncRunId& id, const IdentityAddress& owner);
void finalize(Transaction& tx, const SyncRunId& id);

/// Finalizes the run if it has expired by now; answers whether it had.
bool finalize_expired(Transaction& tx, const SyncRunId& id, Timestamp now);

/// Answers whether the device has an open run of that id.
bool refresh(Queries& queries, const SyncRunId& id, const Caller& starter, Timestamp expires_at);

/// Delete at most a batch, and answer whether there may be more.
bool delete_finalized_before(Transaction& tx, Timestamp time);
bool delete_of_identity(Transaction& tx, const IdentityAddress& owner);

}  // namespace backbone::synchronization::sync_run_store
