// POST /api/v1/Clients (docs/protocol/admin.md §3.5)
#include <backbone/input.hpp>

#include "admin/client_views.hpp"
#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::optional<std::string> client_id;
    std::optional<std::string> display_name;
    std::optional<std::string> secret;
    std::string default_tier;
    std::optional<std::int32_t> maximum_identities;
};

constexpr auto kInput = input::from<Input>(
    input::member("clientId", &Input::client_id), input::member("displayName", &Input::display_name),
    input::member("clientSecret", &Input::secret), input::member("defaultTier", &Input::default_tier, not_empty()),
    input::member("maxIdentities", &Input::maximum_identities));

}  // namespace

Response create_client(const Dependencies& devices, const Request& request, Context& context)
{
    Input input = kInput.read(request, context);
    context.need_slow_lane();
    const auto made = devices::create_client(context.connection(), devices.passwords, context.operator_name(),
                                             {.client_id = std::move(input.client_id).value_or(""),
                                              .display_name = std::move(input.display_name).value_or(""),
                                              .secret = std::move(input.secret).value_or(""),
                                              .default_tier = std::move(input.default_tier),
                                              .maximum_identities = input.maximum_identities});
    return created(ClientToNote{made});
}

}  // namespace backbone::devices::admin
