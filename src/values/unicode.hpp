#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace backbone {

bool is_utf8(std::string_view text);

/// How many bytes the well-formed character at the beginning of the text has; 0 when there is none.
std::size_t utf8_character_length(std::string_view text);

/// `text` is valid UTF-8.
std::u32string utf32_from_utf8(std::string_view text);
std::string utf8_from_utf32(std::u32string_view text);

/// Little-endian UTF-16; surrogates without their partner become U+FFFD.
std::string utf8_from_utf16(std::string_view utf16);

}  // namespace backbone
