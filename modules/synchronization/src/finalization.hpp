#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>

#include "datawallet_modification.hpp"
#include "sync_run.hpp"
#include "sync_state_store.hpp"

namespace backbone::synchronization {

/// What both kinds of sync runs end with (docs/protocol/synchronization.md §4.4, §4.5).
struct FinalizedDatawallet
{
    /// Of the newest modification that there is.
    std::optional<std::int64_t> newest_index;
    std::vector<AppendedModification> modifications;
};

/// Writes its two members into an open object.
void write_members(JsonWriter& json, const FinalizedDatawallet& datawallet);

/// A run that its device is about to finalize, with the identity's sync state locked.
class Finalization
{
  public:
    /// Throws if the caller cannot finalize that run as one of that type.
    Finalization(Transaction& tx, const SyncRunId& id, SyncRunType type, const Caller& caller);

    const SyncRun& run() const { return run_; }
    std::optional<std::uint16_t> datawallet_version() const { return state_.datawallet_version; }

    /// Appends the modifications to the datawallet, which gets this version, and ends the run.
    FinalizedDatawallet finish(std::uint16_t datawallet_version, const std::vector<NewModification>& modifications);

  private:
    Transaction& tx_;
    const Caller& caller_;
    sync_state_store::SyncState state_;
    SyncRun run_;
};

}  // namespace backbone::synchronization
