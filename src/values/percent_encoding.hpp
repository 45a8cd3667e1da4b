#pragma once

#include <string_view>

namespace backbone {

/// The byte that the percent escape at the start of the text stands for; negative when there is none.
int escaped_byte(std::string_view text);

}  // namespace backbone
