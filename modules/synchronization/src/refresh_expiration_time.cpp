// PUT /api/v2/SyncRuns/{id}/RefreshExpirationTime (docs/protocol/synchronization.md §4.6)
#include <backbone/input.hpp>

#include "codes.hpp"
#include "sync_run_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

/// Whatever the run began with.
constexpr std::chrono::seconds kDuration{10};

struct Input
{
    SyncRunId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

struct Refreshed
{
    Timestamp expires_at;
};

void write_json(JsonWriter& json, const Refreshed& refreshed)
{
    json.object([&] { json.member("expiresAt", refreshed.expires_at); });
}

Error refusal(const std::optional<SyncRun>& run, const DeviceId& device)
{
    if (!run) return not_found("SyncRun");
    if (run->created_by_device != device) {
        return rule_violated(codes::kCannotRefreshOfAnotherDevice,
                             "Only the device that started the sync run can refresh it.");
    }
    return already_finalized();
}

}  // namespace

Response refresh_expiration_time(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const Caller caller{context.identity(), context.device(), {}};
    const Timestamp expires_at = context.now() + kDuration;

    if (!sync_run_store::refresh(context.queries(), input.id, caller, expires_at)) {
        throw refusal(sync_run_store::find(context.queries(), input.id, caller.identity), caller.device);
    }
    return ok(Refreshed{expires_at});
}

}  // namespace backbone::synchronization
