// GET /api/v1/Identities/{address}/DeletionProcesses/AuditLogs (docs/protocol/admin.md §3.6)
#include <backbone/input.hpp>
#include <devices/deletion_processes.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    IdentityAddress address;
};

constexpr auto kInput = input::from<Input>(input::path("address", &Input::address));

}  // namespace

Response list_audit_log(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    context.need_slow_lane();
    return ok(deletion_log_of(context.queries(), input.address));
}

}  // namespace backbone::devices::admin
