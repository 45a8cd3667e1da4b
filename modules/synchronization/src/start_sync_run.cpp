// POST /api/v2/SyncRuns (docs/protocol/synchronization.md §4.1)
#include <fmt/format.h>
#include <backbone/input.hpp>

#include "codes.hpp"
#include "external_event_store.hpp"
#include "supported_version.hpp"
#include "sync_run_store.hpp"
#include "sync_state_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

using sync_run_store::StartConditions;

constexpr std::uint16_t kDefaultDuration = 10;
constexpr std::string_view kSyncRunCancelled = "syncRunCanceled";

struct Input
{
    std::optional<SyncRunType> type;
    std::optional<std::uint16_t> duration;
    std::uint16_t supported_version = 0;

    bool is_upgrade() const { return type == SyncRunType::datawallet_version_upgrade; }
};

constexpr auto kInput =
    input::from<Input>(input::member("type", &Input::type), input::member("duration", &Input::duration),
                       input::header(kSupportedDatawalletVersionHeader, &Input::supported_version));

struct Started
{
    std::optional<SyncRun> run;
};

void write_json(JsonWriter& json, const Started& started)
{
    json.object([&] {
        json.member("status", started.run ? "Created" : "NoNewEvents");
        json.member("syncRun", started.run);
    });
}

Error another_is_running(const SyncRunId& id)
{
    return rule_violated(codes::kAnotherSyncRunIsRunning,
                         fmt::format("The sync run {} is active. Try again when it has ended.", id.text()));
}

/// Throws what forbids the start.
void require_startable(const std::optional<StartConditions>& conditions, const Input& input, Timestamp now)
{
    if (!conditions) throw not_found("Identity");
    if (conditions->identity_status != devices::IdentityStatus::active) {
        throw rule_violated(codes::kIdentityIsToBeDeleted, "The identity is to be deleted.");
    }
    if (!input.is_upgrade() && !conditions->datawallet_version) throw not_found("Datawallet");
    require_support(conditions->datawallet_version, input.supported_version);
    const auto& open = conditions->open_run;
    if (open && open->expires_at >= now) throw another_is_running(open->id);
}

/// Ends a run that its device left, which is a failure of its events (docs/protocol/synchronization.md §5.3).
void cancel(Transaction& tx, const SyncRunId& id, const IdentityAddress& owner, Timestamp now)
{
    // Its device may have refreshed it just now.
    if (!sync_run_store::finalize_expired(tx, id, now)) throw another_is_running(id);
    external_event_store::fail_all(tx, id, kSyncRunCancelled);
    sync_state_store::close_sync_run(tx, owner);
}

std::optional<SyncRun> start(Transaction& tx, const Input& input, const Caller& caller)
{
    // Not that of the request, which may have waited since: the lease is short.
    const Timestamp now = tx.now();
    const auto state = sync_state_store::lock(tx, caller.identity);
    const auto conditions = sync_run_store::find_start_conditions(tx, caller.identity);
    require_startable(conditions, input, now);
    if (!state) throw not_found("Identity");
    if (conditions->open_run) cancel(tx, conditions->open_run->id, caller.identity, now);

    SyncRun run;
    run.id = SyncRunId::generate(tx.random());
    run.type = input.type.value_or(SyncRunType::external_event_sync);
    run.index = state->next_sync_run_index;
    run.created_at = now;
    run.created_by = caller.identity;
    run.created_by_device = caller.device;
    run.expires_at = now + std::chrono::seconds(input.duration.value_or(kDefaultDuration));
    if (!input.is_upgrade()) {
        const auto events = external_event_store::attach_deliverable(tx, caller.identity, run.id);
        if (events == 0) return std::nullopt;
        run.event_count = static_cast<std::int32_t>(events);
    }
    sync_run_store::insert(tx, run);
    sync_state_store::open_sync_run(tx, caller.identity, run.id);
    return run;
}

}  // namespace

Response start_sync_run(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context, input::Body::optional);
    const Caller caller{context.identity(), context.device(), {}};

    // Mostly nothing is new: then one statement answers, and nothing is locked.
    const auto conditions = sync_run_store::find_start_conditions(context.queries(), caller.identity);
    require_startable(conditions, input, context.now());
    const bool has_work = input.is_upgrade() || conditions->open_run || conditions->has_deliverable_events;
    if (!has_work) return ok(Started{});

    const Started started{context.transaction([&](Transaction& tx) { return start(tx, input, caller); })};
    return started.run ? created(started) : ok(started);
}

}  // namespace backbone::synchronization
