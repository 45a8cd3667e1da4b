// PUT /api/v1/Clients/{clientId} (docs/protocol/admin.md §3.5)
#include <backbone/input.hpp>

#include "admin/client_views.hpp"
#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::string client_id;
    std::string default_tier;
    std::optional<std::int32_t> maximum_identities;
};

constexpr auto kInput = input::from<Input>(input::path("clientId", &Input::client_id),
                                           input::member("defaultTier", &Input::default_tier, not_empty()),
                                           input::member("maxIdentities", &Input::maximum_identities));

}  // namespace

Response update_client(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto updated = devices::update_client(context.connection(), devices.passwords, context.operator_name(),
                                                {.client_id = input.client_id,
                                                 .default_tier = input.default_tier,
                                                 .takes_tier_names = false,
                                                 .maximum_identities = std::optional(input.maximum_identities),
                                                 .display_name = {},
                                                 .secret = {}});
    return ok(UpdatedClient{updated.client});
}

}  // namespace backbone::devices::admin
