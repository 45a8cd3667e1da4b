#pragma once

#include <devices/module.hpp>

namespace backbone::devices {

Response create_identity(const Dependencies& devices, const Request& request, Context& context);

Response login(const Dependencies& devices, const Request& request, Context& context);

}  // namespace backbone::devices
