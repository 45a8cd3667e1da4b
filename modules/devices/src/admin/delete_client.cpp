// DELETE /api/v1/Clients/{clientId} (docs/protocol/admin.md §3.5)
#include <backbone/input.hpp>
#include <devices/clients.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::string client_id;
};

constexpr auto kInput = input::from<Input>(input::path("clientId", &Input::client_id));

}  // namespace

Response delete_client(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    devices::delete_client(context.connection(), context.operator_name(), input.client_id);
    return no_content();
}

}  // namespace backbone::devices::admin
