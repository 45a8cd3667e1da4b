#include <announcements/module.hpp>

namespace backbone::announcements {

void register_announcements(Registry&) {}

}  // namespace backbone::announcements
