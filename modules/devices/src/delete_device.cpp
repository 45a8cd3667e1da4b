// DELETE /api/v2/Devices/{id} (docs/protocol/devices.md §6.6)
#include <backbone/input.hpp>
#include <devices/events.hpp>

#include "codes.hpp"
#include "device_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    DeviceId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

bool remove_unused(Transaction& tx, const DeviceId& id, const IdentityAddress& identity)
{
    if (!device_store::remove_unused(tx, id, identity)) return false;
    tx.raise(DeviceDeleted{identity, id});
    return true;
}

}  // namespace

Response delete_device(const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const IdentityAddress& identity = context.identity();
    if (context.transaction([&](Transaction& tx) { return remove_unused(tx, input.id, identity); }))
        return no_content();

    const auto device = device_store::find(context.queries(), input.id);
    if (!device) throw not_found("Device");
    throw rule_violated(codes::kDeviceCannotBeDeleted, device->last_login_at
                                                           ? "A device that has logged in cannot be deleted."
                                                           : "The device belongs to another identity.");
}

}  // namespace backbone::devices
