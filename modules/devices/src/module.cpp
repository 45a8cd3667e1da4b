#include <devices/module.hpp>

#include "use_cases.hpp"

namespace backbone::devices {
namespace {

using UseCase = Response (*)(const Dependencies&, const Request&, Context&);

/// A handler out of a use case and what the module was given.
Handler with(const Dependencies& devices, UseCase use_case)
{
    return [devices, use_case](const Request& request, Context& context) { return use_case(devices, request, context); };
}

}  // namespace

void register_devices(Registry& registry, const Dependencies& devices)
{
    Routes& routes = registry.consumer;

    routes.any("/connect/token", with(devices, login));
    routes.post("/api/v2/Identities", identity_optional, with(devices, create_identity));
}

}  // namespace backbone::devices
