#pragma once

#include "configuration/module_options.hpp"

namespace backbone::program {

/// The options of all modules, with their defaults.
ModuleOptions module_options();

}  // namespace backbone::program
