#pragma once

#include <cstddef>
#include <string_view>

namespace backbone {

/// The length of UTF-8 text as clients count it, in UTF-16 units: characters outside of the basic plane count twice.
std::size_t utf16_length(std::string_view text);

}  // namespace backbone
