// GET /api/v2/Identities/Self/DeletionProcesses/{id} (docs/protocol/devices.md §7.3)
#include <backbone/input.hpp>
#include <devices/deletion_processes.hpp>

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
    return ok(deletion_process_of(context.queries(), context.identity(), input.id));
}

}  // namespace backbone::devices
