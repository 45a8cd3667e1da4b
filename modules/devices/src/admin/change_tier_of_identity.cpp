// PUT /api/v1/Identities/{address} (docs/protocol/admin.md §3.6)
#include <backbone/input.hpp>
#include <devices/identity_directory.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    IdentityAddress address;
    TierId tier;
};

constexpr auto kInput =
    input::from<Input>(input::path("address", &Input::address), input::member("tierId", &Input::tier));

}  // namespace

Response change_tier_of_identity(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    change_tier(context.connection(), context.operator_name(), input.address, input.tier);
    return no_content();
}

}  // namespace backbone::devices::admin
