// DELETE /api/v1/Tiers/{tierId}/Quotas/{tierQuotaDefinitionId} (docs/protocol/quotas.md §8.7)
#include <backbone/input.hpp>
#include <quotas/quotas.hpp>

#include "use_cases.hpp"

namespace backbone::quotas {
namespace {

struct Input
{
    std::string tier;
    std::string quota;
};

constexpr auto kInput =
    input::from<Input>(input::path("tierId", &Input::tier), input::path("tierQuotaDefinitionId", &Input::quota));

}  // namespace

Response delete_tier_quota(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    delete_tier_quota(context.connection(), context.operator_name(), input.tier, input.quota);
    return no_content();
}

}  // namespace backbone::quotas
