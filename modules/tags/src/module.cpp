#include <tags/module.hpp>

namespace backbone::tags {

void register_tags(Registry&) {}

}  // namespace backbone::tags
