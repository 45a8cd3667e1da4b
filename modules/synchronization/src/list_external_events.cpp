// GET /api/v2/SyncRuns/{id}/ExternalEvents (docs/protocol/synchronization.md §4.3)
#include <backbone/input.hpp>

#include "codes.hpp"
#include "external_event_store.hpp"
#include "sync_run_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

struct Input
{
    Page page;
    SyncRunId id;
};

constexpr auto kInput = input::from<Input>(input::paging(&Input::page), input::path("id", &Input::id));

}  // namespace

Response list_external_events(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    Queries& queries = context.queries();

    const auto run = sync_run_store::find(queries, input.id, context.identity());
    if (!run) throw not_found("SyncRun");
    if (run->finalized_at) throw already_finalized();
    if (run->created_by_device != context.device()) {
        throw rule_violated(codes::kCannotReadEventsOfAnotherDevice,
                            "Only the device that started the sync run can read its external events.");
    }

    return page_of<ExternalEvent>(
        input.page,
        [&](const auto& visit) { external_event_store::for_each_of_run(queries, input.id, input.page, visit); },
        [&] { return external_event_store::count_of_run(queries, input.id); });
}

}  // namespace backbone::synchronization
