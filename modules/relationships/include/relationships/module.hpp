#pragma once

#include <backbone/registry.hpp>

namespace backbone::relationships {

void register_relationships(Registry& registry);

}  // namespace backbone::relationships
