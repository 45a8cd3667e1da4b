#include "new_device.hpp"

#include <backbone/language.hpp>
#include <backbone/uuid.hpp>

#include "codes.hpp"

namespace backbone::devices {

Device make_device(const Dependencies& devices, const Context& context, const NewDevice& wanted)
{
    if (const auto violation = devices.password_policy.violation(wanted.password)) {
        throw rule_violated(codes::kRegistrationFailed, std::string(*violation));
    }
    context.need_slow_lane();

    Device device;
    device.id = DeviceId::generate(context.random());
    device.identity = wanted.identity;
    device.created_at = context.now();
    device.created_by_device = wanted.created_by.value_or(device.id);
    device.communication_language = wanted.language.value_or(std::string(kDefaultLanguage));
    device.is_backup_device = wanted.is_backup_device;
    device.user_id = generate_uuid(context.random());
    device.username = Username::generate(context.random());
    device.password_hash = devices.passwords.hash(wanted.password);
    return device;
}

Verdict CommunicationLanguage::operator()(const std::string& code, const Context&) const
{
    if (is_language(code)) return std::nullopt;
    return Violation{"is no known language", codes::kInvalidDeviceCommunicationLanguage};
}

}  // namespace backbone::devices
