// GET /api/v2/Devices (docs/protocol/devices.md §6.2)
#include <backbone/input.hpp>

#include "device_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    Page page;
    std::vector<DeviceId> ids;
};

constexpr auto kInput =
    input::from<Input>(input::paging(&Input::page), input::query("ids", &Input::ids, not_too_many()));

}  // namespace

Response list_devices(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const IdentityAddress& identity = context.identity();

    return page_of<Device>(
        input.page,
        [&](const auto& visit) {
            device_store::for_each_of(context.queries(), identity, input.ids, input.page, visit);
        },
        [&] { return device_store::count_of(context.queries(), identity, input.ids); });
}

}  // namespace backbone::devices
