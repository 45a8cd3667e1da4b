#include "finalization.hpp"

#include <fmt/format.h>
#include <synchronization/events.hpp>

#include "codes.hpp"
#include "datawallet_store.hpp"
#include "sync_run_store.hpp"

namespace backbone::synchronization {
namespace {

sync_state_store::SyncState lock(Transaction& tx, const IdentityAddress& owner)
{
    const auto state = sync_state_store::lock(tx, owner);
    if (!state) throw not_found("SyncRun");
    return *state;
}

SyncRun find_open(Transaction& tx, const SyncRunId& id, SyncRunType type, const Caller& caller)
{
    auto run = sync_run_store::find(tx, id, caller.identity);
    if (!run) throw not_found("SyncRun");
    if (run->type != type) {
        throw rule_violated(codes::kUnexpectedType, fmt::format("The sync run is not of type {}.", name_of(type)));
    }
    if (run->created_by_device != caller.device) {
        throw rule_violated(codes::kCannotFinalizeOfAnotherDevice,
                            "Only the device that started the sync run can finalize it.");
    }
    if (run->finalized_at) throw already_finalized();
    return std::move(*run);
}

}  // namespace

void write_members(JsonWriter& json, const FinalizedDatawallet& datawallet)
{
    json.member("newDatawalletModificationIndex", datawallet.newest_index);
    json.member("datawalletModifications", datawallet.modifications);
}

Finalization::Finalization(Transaction& tx, const SyncRunId& id, SyncRunType type, const Caller& caller)
    : tx_(tx), caller_(caller), state_(lock(tx, caller.identity)), run_(find_open(tx, id, type, caller))
{}

FinalizedDatawallet Finalization::finish(std::uint16_t datawallet_version,
                                         const std::vector<NewModification>& modifications)
{
    require_versions_up_to(datawallet_version, modifications);
    FinalizedDatawallet datawallet;
    datawallet.modifications = datawallet_store::append(tx_, caller_, state_.next_modification_index, modifications);
    state_.next_modification_index += static_cast<std::int64_t>(modifications.size());
    datawallet.newest_index = state_.newest_modification_index();
    sync_run_store::finalize(tx_, run_.id);
    sync_state_store::close_sync_run(tx_, caller_.identity, datawallet_version, state_.next_modification_index);
    if (state_.datawallet_version != datawallet_version) {
        tx_.raise(DatawalletVersionChanged{caller_.identity, datawallet_version});
    }
    if (!modifications.empty()) tx_.raise(DatawalletModified{caller_.identity, caller_.device});
    return datawallet;
}

}  // namespace backbone::synchronization
