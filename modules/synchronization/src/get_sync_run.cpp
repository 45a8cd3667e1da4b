// GET /api/v2/SyncRuns/{id} (docs/protocol/synchronization.md §4.2)
#include <backbone/input.hpp>

#include "sync_run_store.hpp"
#include "use_cases.hpp"

namespace backbone::synchronization {
namespace {

struct Input
{
    SyncRunId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response get_sync_run(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto run = sync_run_store::find(context.queries(), input.id, context.identity());
    if (!run) throw not_found("SyncRun");
    return ok(*run);
}

}  // namespace backbone::synchronization
