#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>

#include "sync_run.hpp"

/// The one row that each identity has from its creation until its data is deleted. Everything that changes the
/// synchronization of an identity locks it first.
namespace backbone::synchronization::sync_state_store {

/// The members stand in the order of the statement's columns.
struct SyncState
{
    /// Absent until the identity has a datawallet.
    std::optional<std::uint16_t> datawallet_version;
    std::int64_t next_modification_index = 0;
    std::int64_t next_sync_run_index = 0;
    std::optional<SyncRunId> open_sync_run;

    /// Of the newest modification.
    std::optional<std::int64_t> newest_modification_index() const
    {
        if (next_modification_index == 0) return std::nullopt;
        return next_modification_index - 1;
    }
};

void insert(Transaction& tx, const IdentityAddress& owner);
void remove(Transaction& tx, const IdentityAddress& owner);

/// Locks the row until the transaction ends.
std::optional<SyncState> lock(Transaction& tx, const IdentityAddress& owner);
/// Locks several rows, the lowest address first.
void lock_all(Transaction& tx, const std::vector<IdentityAddress>& owners);

std::optional<std::uint16_t> find_datawallet_version(Queries& queries, const IdentityAddress& owner);

/// What must hold for a push (docs/protocol/synchronization.md §3.3).
struct PushConditions
{
    std::int64_t local_index = 0;
    std::uint16_t supported_version = 0;
    /// The highest of the modifications' versions.
    std::uint16_t needed_version = 0;
};

/// Locks the row and takes so many indexes; answers the first of them, or nothing when a condition is not met.
std::optional<std::int64_t> take_modification_indexes(Transaction& tx, const IdentityAddress& owner,
                                                      const PushConditions& conditions, std::size_t count);

/// Locks the row and takes an index; nothing when the identity has gone.
std::optional<std::int64_t> take_external_event_index(Transaction& tx, const IdentityAddress& owner);
/// After events were deleted: the next index is again the one behind the highest that there is.
void reuse_external_event_indexes(Transaction& tx, const std::vector<IdentityAddress>& owners);

void open_sync_run(Transaction& tx, const IdentityAddress& owner, const SyncRunId& run);
void close_sync_run(Transaction& tx, const IdentityAddress& owner);
/// Ends the open run with what it brought.
void close_sync_run(Transaction& tx, const IdentityAddress& owner, std::uint16_t datawallet_version,
                    std::int64_t next_modification_index);

}  // namespace backbone::synchronization::sync_state_store
