// PUT /api/v2/Devices/Self (docs/protocol/devices.md §6.4)
#include <backbone/input.hpp>

#include "device_store.hpp"
#include "new_device.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    std::string language;
};

constexpr auto kInput =
    input::from<Input>(input::member("communicationLanguage", &Input::language, communication_language()));

}  // namespace

Response update_active_device(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const bool has_changed = device_store::change_language(context.queries(), context.device(), input.language);
    if (!has_changed && !device_store::find(context.queries(), context.device())) throw not_found("Device");
    return no_content();
}

}  // namespace backbone::devices
