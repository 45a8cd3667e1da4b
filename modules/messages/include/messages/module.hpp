#pragma once

#include <backbone/registry.hpp>

namespace backbone::messages {

void register_messages(Registry& registry);

}  // namespace backbone::messages
