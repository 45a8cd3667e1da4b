#pragma once

#include <backbone/registry.hpp>

namespace backbone::challenges {

void register_challenges(Registry& registry);

}  // namespace backbone::challenges
