#include "sync_run.hpp"

#include "codes.hpp"

namespace backbone::synchronization {

void write_json(JsonWriter& json, const SyncRun& run)
{
    json.object([&] {
        json.member("id", run.id);
        json.member("type", run.type);
        json.member("expiresAt", run.expires_at);
        json.member("index", run.index);
        json.member("createdAt", run.created_at);
        json.member("createdBy", run.created_by);
        json.member("createdByDevice", run.created_by_device);
        json.member("eventCount", run.event_count);
    });
}

Error already_finalized()
{
    return rule_violated(codes::kAlreadyFinalized, "The sync run is already finalized.");
}

}  // namespace backbone::synchronization
