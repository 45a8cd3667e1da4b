// DELETE /api/v2/Devices/Self/PushNotifications (docs/protocol/devices.md §9.2)
#include "push_registration_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {

Response unregister_from_push(const Request&, Context& context)
{
    push_registration_store::remove(context.queries(), context.device());
    return no_content();
}

}  // namespace backbone::devices
