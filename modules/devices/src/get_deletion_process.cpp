// GET /api/v2/Identities/Self/DeletionProcesses/{id} (docs/protocol/devices.md §7.3)
#include <backbone/input.hpp>

#include "deletion_process_store.hpp"
#include "identity_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    DeletionProcessId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

}  // namespace

Response get_deletion_process(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto process = deletion_process_store::find_of(context.queries(), input.id, context.identity());
    if (process) return ok(*process);
    throw not_found(identity_store::exists(context.queries(), context.identity()) ? "IdentityDeletionProcess"
                                                                                  : "Identity");
}

}  // namespace backbone::devices
