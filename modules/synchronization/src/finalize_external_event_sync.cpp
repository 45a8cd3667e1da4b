// PUT /api/v2/SyncRuns/{id}/FinalizeExternalEventSync (docs/protocol/synchronization.md §4.5)
#include <unordered_map>

#include <backbone/input.hpp>

#include "codes.hpp"
#include "external_event_store.hpp"
#include "finalization.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

constexpr std::string_view kNotProcessed = "notProcessed";

struct Result
{
    ExternalEventId event;
    /// Absent or empty when it was handled.
    std::optional<std::string> error_code;
};

constexpr auto kResult = input::from<Result>(
    input::member("externalEventId", &Result::event),
    input::member("errorCode", &Result::error_code, at_most_characters(100, codes::kErrorCodeTooLong)));

struct Input
{
    SyncRunId id;
    std::vector<Result> results;
    std::vector<NewModification> modifications;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id),
                                           input::array_or_empty("externalEventResults", &Input::results, kResult),
                                           input::array_or_empty("datawalletModifications", &Input::modifications,
                                                                 kNewModification, not_too_many_modifications));

struct Finalized
{
    FinalizedDatawallet datawallet;
    bool new_events_exist = false;
};

void write_json(JsonWriter& json, const Finalized& finalized)
{
    json.object([&] {
        write_members(json, finalized.datawallet);
        json.member("newUnsyncedExternalEventsExist", finalized.new_events_exist);
    });
}

/// Those of the run's events that were not handled, with the code. The first of several results for an event counts.
std::vector<external_event_store::FailedEvent> failed_events(
    const std::vector<external_event_store::AttachedEvent>& events, const std::vector<Result>& results)
{
    std::unordered_map<ExternalEventId, std::string_view> code_of;
    for (const Result& result : results) {
        code_of.emplace(result.event, result.error_code ? std::string_view(*result.error_code) : std::string_view());
    }
    std::vector<external_event_store::FailedEvent> failed;
    for (const auto& event : events) {
        const auto found = code_of.find(event.id);
        const std::string_view code = found == code_of.end() ? kNotProcessed : found->second;
        if (!code.empty()) failed.push_back({event, code});
    }
    return failed;
}

}  // namespace

Response finalize_external_event_sync(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    need_slow_lane_for_many(context, input.modifications);
    const Caller caller{context.identity(), context.device(), {}};

    const auto finalized = context.transaction([&](Transaction& tx) {
        Finalization finalization(tx, input.id, SyncRunType::external_event_sync, caller);
        const auto version = finalization.datawallet_version();
        if (!version) throw not_found("Datawallet");
        const auto events = external_event_store::select_attached(tx, input.id);
        external_event_store::fail(tx, finalization.run(), failed_events(events, input.results));
        FinalizedDatawallet datawallet = finalization.finish(*version, input.modifications);
        return Finalized{std::move(datawallet), external_event_store::has_new(tx, caller.identity)};
    });
    return ok(finalized);
}

}  // namespace backbone::synchronization
