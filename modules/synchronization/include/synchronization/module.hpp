#pragma once

#include <backbone/registry.hpp>

namespace backbone::synchronization {

void register_synchronization(Registry& registry);

}  // namespace backbone::synchronization
