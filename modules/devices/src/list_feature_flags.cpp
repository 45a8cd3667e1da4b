// GET /api/v2/Identities/{address}/FeatureFlags (docs/protocol/devices.md §5.4)
#include <backbone/input.hpp>

#include "feature_flag_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    IdentityAddress address;
};

constexpr auto kInput = input::from<Input>(input::path("address", &Input::address));

struct ByCamelCaseName
{
    const FeatureFlags& flags;
};

/// Names that differ only in their case may become the same name (docs/protocol/devices.md §5.5).
void write_json(JsonWriter& json, const ByCamelCaseName& answer)
{
    json.object([&] {
        for (const auto& [name, is_enabled] : answer.flags) json.member(camel_case(name), is_enabled);
    });
}

}  // namespace

Response list_feature_flags(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto flags = feature_flag_store::find_visible(context.queries(), input.address, context.identity());
    if (!flags) throw not_found("Identity");
    return ok(ByCamelCaseName{*flags});
}

}  // namespace backbone::devices
