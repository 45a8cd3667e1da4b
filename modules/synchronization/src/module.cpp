#include <synchronization/module.hpp>

#include "datawallet_store.hpp"
#include "event_handlers.hpp"
#include "external_event_store.hpp"
#include "sync_run_store.hpp"
#include "sync_state_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

constexpr std::chrono::hours kKept{30 * 24};

void delete_finalized_sync_runs(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKept;
    job.in_batches([&](Transaction& tx) { return sync_run_store::delete_finalized_before(tx, before); });
}

void compact_datawallets(JobContext& job)
{
    const Timestamp before = job.clock.now() - kKept;
    job.in_batches([&](Transaction& tx) { return datawallet_store::delete_obsolete_before(tx, before); });
}

/// Without its sync state nothing new can come to the identity, so what is deleted stays so.
bool delete_external_events(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    sync_state_store::remove(tx, identity);
    return external_event_store::delete_of_identity(tx, identity);
}

bool delete_sync_runs(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    return sync_run_store::delete_of_identity(tx, identity);
}

bool delete_datawallet(Transaction& tx, const IdentityAddress& identity, const InstallationOptions&)
{
    return datawallet_store::delete_of_identity(tx, identity);
}

}  // namespace

void register_synchronization(Registry& registry)
{
    Routes& consumer = registry.consumer;
    consumer.get("/api/v2/Datawallet", identity_required, get_datawallet);
    consumer.get("/api/v2/Datawallet/Modifications", identity_required, list_datawallet_modifications);
    consumer.post("/api/v2/Datawallet/Modifications", identity_required, push_datawallet_modifications);

    consumer.post("/api/v2/SyncRuns", identity_required, start_sync_run);
    consumer.get("/api/v2/SyncRuns/{id}", identity_required, get_sync_run);
    consumer.get("/api/v2/SyncRuns/{id}/ExternalEvents", identity_required, list_external_events);
    consumer.put("/api/v2/SyncRuns/{id}/RefreshExpirationTime", identity_required, refresh_expiration_time,
                 BodyUse::ignored);
    consumer.put("/api/v2/SyncRuns/{id}/FinalizeExternalEventSync", identity_required, finalize_external_event_sync);
    consumer.put("/api/v2/SyncRuns/{id}/FinalizeDatawalletVersionUpgrade", identity_required,
                 finalize_datawallet_version_upgrade);

    registry.events.on<devices::IdentityCreated>(make_sync_state);
    registry.events.on<devices::IdentityDeletionProcessStatusChanged>(note_change_of_deletion_process);
    registry.events.on<tokens::TokenLocked>(note_locked_token);
    registry.events.on<files::FileOwnershipLocked>(note_locked_ownership);
    registry.events.on<files::FileOwnershipClaimed>(note_claimed_ownership);
    registry.events.on<messages::MessageCreated>(note_received_message);
    registry.events.on<relationships::RelationshipTemplateAllocationsExhausted>(note_exhausted_allocations);
    registry.events.on<relationships::RelationshipStatusChanged>(note_changed_relationship);
    registry.events.on<relationships::RelationshipReactivationRequested>(note_requested_reactivation);
    registry.events.on<relationships::RelationshipReactivationCompleted>(note_completed_reactivation);
    registry.events.on<relationships::PeerToBeDeleted>(note_peer_to_be_deleted);
    registry.events.on<relationships::PeerDeletionCancelled>(note_cancelled_deletion_of_peer);
    registry.events.on<relationships::PeerDeleted>(note_deleted_peer);
    registry.events.on<relationships::PeerFeatureFlagsChanged>(note_feature_flags_of_peer);

    registry.identity_data_deleters.push_back({"ExternalEvents", delete_external_events});
    registry.identity_data_deleters.push_back({"SyncRuns", delete_sync_runs});
    registry.identity_data_deleters.push_back({"Datawallets", delete_datawallet});

    registry.jobs.push_back(
        {"synchronization.delete-finalized-sync-runs", std::chrono::hours{1}, delete_finalized_sync_runs});
    registry.jobs.push_back({"synchronization.compact-datawallets", std::chrono::hours{1}, compact_datawallets});
}

}  // namespace backbone::synchronization
