// GET /api/v1/Tiers/{tierId} (docs/protocol/quotas.md §8.3)
#include <backbone/input.hpp>
#include <quotas/quotas.hpp>

#include "use_cases.hpp"

namespace backbone::quotas {
namespace {

struct Input
{
    std::string tier;
};

constexpr auto kInput = input::from<Input>(input::path("tierId", &Input::tier));

}  // namespace

void write_json(JsonWriter& json, const TierWithQuotas& tier)
{
    json.object([&] {
        json.member("id", tier.id);
        json.member("name", tier.name);
        json.member("quotas", tier.quotas);
    });
}

Response get_tier(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    return ok(get_tier(context.queries(), input.tier));
}

}  // namespace backbone::quotas
