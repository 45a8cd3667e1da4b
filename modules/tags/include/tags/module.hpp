#pragma once

#include <backbone/registry.hpp>

namespace backbone::tags {

void register_tags(Registry& registry);

}  // namespace backbone::tags
