// GET /api/v1/Identities/{address}/DeletionProcesses/{id} (docs/protocol/admin.md §3.6)
#include <backbone/input.hpp>
#include <devices/deletion_processes.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    IdentityAddress address;
    DeletionProcessId id;
};

constexpr auto kInput = input::from<Input>(input::path("address", &Input::address), input::path("id", &Input::id));

struct ProcessWithLog
{
    const DeletionProcess& process;
    const std::vector<DeletionLogEntry>& log;
};

void write_json(JsonWriter& json, const ProcessWithLog& view)
{
    json.object([&] {
        write_members(json, view.process);
        json.member("auditLog", view.log);
    });
}

}  // namespace

Response get_deletion_process(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const DeletionProcess process = deletion_process_of(context.queries(), input.address, input.id);
    const auto log = deletion_log_of(context.queries(), process.id);
    return ok(ProcessWithLog{process, log});
}

}  // namespace backbone::devices::admin
