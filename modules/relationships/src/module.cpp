#include <relationships/module.hpp>

namespace backbone::relationships {

void register_relationships(Registry&) {}

}  // namespace backbone::relationships
