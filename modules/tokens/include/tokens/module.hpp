#pragma once

#include <backbone/registry.hpp>

namespace backbone::tokens {

void register_tokens(Registry& registry);

}  // namespace backbone::tokens
