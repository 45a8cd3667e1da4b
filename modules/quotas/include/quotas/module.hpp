#pragma once

#include <backbone/registry.hpp>

namespace backbone::quotas {

void register_quotas(Registry& registry);

}  // namespace backbone::quotas
