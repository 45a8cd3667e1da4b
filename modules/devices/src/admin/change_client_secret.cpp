// PATCH /api/v1/Clients/{clientId}/ChangeSecret (docs/protocol/admin.md §3.5)
#include <backbone/input.hpp>

#include "admin/client_views.hpp"
#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::string client_id;
    std::string new_secret;
};

constexpr auto kInput =
    input::from<Input>(input::path("clientId", &Input::client_id), input::member("newSecret", &Input::new_secret));

}  // namespace

Response change_client_secret(const Dependencies& devices, const Request& request, Context& context)
{
    Input input = kInput.read(request, context);
    context.need_slow_lane();
    const auto changed = devices::update_client(context.connection(), devices.passwords, context.operator_name(),
                                                {.client_id = std::move(input.client_id),
                                                 .default_tier = {},
                                                 .maximum_identities = {},
                                                 .display_name = {},
                                                 .secret = std::move(input.new_secret)});
    return ok(ClientToNote{changed});
}

}  // namespace backbone::devices::admin
