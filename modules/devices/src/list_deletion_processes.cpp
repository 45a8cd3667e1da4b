// GET /api/v2/Identities/Self/DeletionProcesses (docs/protocol/devices.md §7.3)
#include "deletion_process_store.hpp"
#include "identity_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {

Response list_deletion_processes(const Request&, Context& context)
{
    const auto processes = deletion_process_store::select_of(context.queries(), context.identity());
    const bool is_known = !processes.empty() || identity_store::exists(context.queries(), context.identity());
    if (!is_known) throw not_found("Identity");
    return ok(processes);
}

}  // namespace backbone::devices
