#pragma once

#include <string_view>

namespace backbone {

/// The language of every text that has no other; whoever offers texts in several languages offers this one.
inline constexpr std::string_view kDefaultLanguage = "en";

/// One of the two-letter codes of docs/protocol/announcements-and-tags.md §1, in lower case. Devices, announcements and
/// tags know the same languages.
bool is_language(std::string_view code);

}  // namespace backbone
