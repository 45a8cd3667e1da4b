// POST /api/v1/Tiers/{tierId}/Quotas (docs/protocol/quotas.md §8.6)
#include <backbone/input.hpp>
#include <quotas/quotas.hpp>

#include "use_cases.hpp"

namespace backbone::quotas {
namespace {

struct Input
{
    std::string tier;
    std::string metric_key;
    std::int32_t maximum = 0;
    Period period{};
};

constexpr auto kInput =
    input::from<Input>(input::path("tierId", &Input::tier), input::member("metricKey", &Input::metric_key),
                       input::member("max", &Input::maximum), input::member("period", &Input::period));

}  // namespace

Response create_tier_quota(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    return created(create_tier_quota(context.connection(), context.operator_name(), input.tier,
                                     {input.metric_key, input.maximum, input.period}));
}

}  // namespace backbone::quotas
