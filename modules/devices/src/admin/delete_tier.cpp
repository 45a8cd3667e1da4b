// DELETE /api/v1/Tiers/{tierId} (docs/protocol/admin.md §3.11)
#include <backbone/input.hpp>
#include <devices/tiers.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    TierId tier;
};

constexpr auto kInput = input::from<Input>(input::path("tierId", &Input::tier));

}  // namespace

Response delete_tier(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    devices::delete_tier(context.connection(), context.operator_name(), input.tier);
    return no_content();
}

}  // namespace backbone::devices::admin
