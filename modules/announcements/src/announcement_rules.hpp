#pragma once

#include <announcements/announcements.hpp>

namespace backbone::announcements {

/// Throws Error with the code of the first rule that is broken, in the order of
/// docs/protocol/announcements-and-tags.md §4.1.
void check(const AnnouncementContent& content);

}  // namespace backbone::announcements
