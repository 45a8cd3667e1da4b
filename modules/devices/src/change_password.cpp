// PUT /api/v2/Devices/Self/Password (docs/protocol/devices.md §6.5)
#include <backbone/input.hpp>

#include "codes.hpp"
#include "credentials.hpp"
#include "device_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    std::string old_password;
    std::string new_password;
};

constexpr auto kInput = input::from<Input>(input::member("oldPassword", &Input::old_password, not_empty()),
                                           input::member("newPassword", &Input::new_password, not_empty()));

Error failed(std::string_view reason)
{
    return rule_violated(codes::kChangePasswordFailed, std::string(reason));
}

}  // namespace

Response change_password(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const auto device = device_store::find(context.queries(), context.device());
    if (!device) throw not_found("Device");
    if (const auto violation = devices.password_policy.violation(input.new_password)) throw failed(*violation);

    context.need_slow_lane();
    constexpr std::string_view kWrongPassword = "The old password is wrong.";
    if (!matches(devices, context, input.old_password, device->password_hash)) throw failed(kWrongPassword);
    const std::string new_hash = devices.passwords.hash(input.new_password);
    // Of two changes at once, the old password is right for the first only.
    if (!device_store::replace_password_hash(context.queries(), device->id, device->password_hash, new_hash)) {
        throw failed(kWrongPassword);
    }
    return no_content();
}

}  // namespace backbone::devices
