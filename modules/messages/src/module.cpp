#include <messages/module.hpp>

namespace backbone::messages {

void register_messages(Registry&) {}

}  // namespace backbone::messages
