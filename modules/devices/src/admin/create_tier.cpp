// POST /api/v1/Tiers (docs/protocol/admin.md §3.11)
#include <backbone/input.hpp>
#include <devices/tiers.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::string name;
};

constexpr auto kInput = input::from<Input>(input::member("name", &Input::name));

struct CreatedTier
{
    const Tier& tier;
};

void write_json(JsonWriter& json, const CreatedTier& created)
{
    json.object([&] {
        json.member("id", created.tier.id);
        json.member("name", created.tier.name);
    });
}

}  // namespace

Response create_tier(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const Tier tier = devices::create_tier(context.connection(), context.operator_name(), input.name);
    return created(CreatedTier{tier});
}

}  // namespace backbone::devices::admin
