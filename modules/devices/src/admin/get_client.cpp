// GET /api/v1/Clients/{clientId} (docs/protocol/admin.md §3.5)
#include <backbone/input.hpp>

#include "admin/client_views.hpp"
#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::string client_id;
};

constexpr auto kInput = input::from<Input>(input::path("clientId", &Input::client_id));

}  // namespace

Response get_client(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const Client client = devices::get_client(context.queries(), input.client_id);
    return ok(ClientDetails{client});
}

}  // namespace backbone::devices::admin
