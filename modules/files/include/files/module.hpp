#pragma once

#include <backbone/registry.hpp>

namespace backbone::files {

void register_files(Registry& registry);

}  // namespace backbone::files
