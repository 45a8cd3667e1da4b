// POST /api/v2/Devices (docs/protocol/devices.md §6.1)
#include <backbone/input.hpp>

#include "codes.hpp"
#include "device_store.hpp"
#include "identity_store.hpp"
#include "new_device.hpp"
#include "signed_challenge.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Input
{
    std::string password;
    SignedChallenge signed_challenge;
    std::optional<std::string> language;
    std::optional<bool> is_backup_device;
};

constexpr auto kInput =
    input::from<Input>(input::member("devicePassword", &Input::password, not_empty()),
                       input::object("signedChallenge", &Input::signed_challenge, kSignedChallenge),
                       input::member("communicationLanguage", &Input::language, communication_language()),
                       input::member("isBackupDevice", &Input::is_backup_device));

struct Created
{
    const Device& device;
};

void write_json(JsonWriter& json, const Created& created)
{
    json.object([&] {
        json.member("id", created.device.id);
        json.member("username", created.device.username);
        json.member("createdAt", created.device.created_at);
        json.member("createdByDevice", created.device.created_by_device);
        json.member("isBackupDevice", created.device.is_backup_device);
    });
}

Error only_one_backup_device()
{
    return rule_violated(codes::kOnlyOneBackupDeviceCanExist, "The identity already has a backup device.");
}

void store(Context& context, const Device& device)
{
    try {
        context.transaction([&](Transaction& tx) {
            device_store::insert(tx, device);
            tx.raise(DeviceRegistered{device.identity, device.id});
        });
    } catch (const UniqueViolation&) {
        throw only_one_backup_device();
    } catch (const ForeignKeyViolation&) {
        throw not_found("Identity");  // Deleted since it was read.
    }
}

}  // namespace

Response register_device(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const bool is_backup_device = input.is_backup_device.value_or(false);

    const auto identity = identity_store::find(context.queries(), context.identity());
    if (!identity) throw not_found("Identity");
    if (is_backup_device && device_store::has_backup_device(context.queries(), identity->address)) {
        throw only_one_backup_device();
    }
    verify(input.signed_challenge, raw_public_key(identity->public_key), context.queries(), context.now());

    const Device device = make_device(devices, context,
                                      {.identity = identity->address,
                                       .password = input.password,
                                       .language = input.language,
                                       .created_by = context.device(),
                                       .is_backup_device = is_backup_device});
    store(context, device);
    return created(Created{device});
}

}  // namespace backbone::devices
