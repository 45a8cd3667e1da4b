#include <files/module.hpp>

namespace backbone::files {

void register_files(Registry&) {}

}  // namespace backbone::files
