// GET /api/v1/Identities/{address} (docs/protocol/admin.md §3.6)
#include <backbone/input.hpp>
#include <devices/identity_directory.hpp>

#include "admin/use_cases.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    IdentityAddress address;
};

constexpr auto kInput = input::from<Input>(input::path("address", &Input::address));

struct IdentityWithQuotas
{
    const IdentityDetails& details;
    const Dependencies& devices;
    Context& context;
};

void write_json(JsonWriter& json, const IdentityWithQuotas& view)
{
    const ListedIdentity& identity = view.details.identity;
    json.object([&] {
        json.member("address", identity.address);
        json.member("clientId", identity.client_id);
        json.member("publicKey", identity.public_key);
        json.member("tierId", identity.tier);
        json.member("createdAt", identity.created_at);
        json.member("identityVersion", identity.identity_version);
        json.member("numberOfDevices", identity.number_of_devices);
        json.member("devices", view.details.devices);
        json.key("quotas");
        view.devices.write_quotas(json, view.context.queries(), identity.address, view.context.now());
    });
}

}  // namespace

Response get_identity(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const IdentityDetails details = devices::get_identity(context.queries(), input.address);
    return ok(IdentityWithQuotas{details, devices, context});
}

}  // namespace backbone::devices::admin
