// GET /api/v2/Devices/Self (docs/protocol/devices.md §6.3)
#include "device_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {

Response get_active_device(const Request&, Context& context)
{
    const auto device = device_store::find(context.queries(), context.device());
    if (!device) throw not_found("Device");
    return ok(*device);
}

}  // namespace backbone::devices
