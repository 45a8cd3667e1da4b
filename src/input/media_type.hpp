#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace backbone {

/// What the Content-Type of a request means to an endpoint that wants JSON (docs/protocol/http-and-auth.md §4.3).
enum class JsonMediaType : std::uint8_t { none, utf8, utf16, multipart, unsupported };

JsonMediaType json_media_type(std::string_view content_type);

/// Little-endian UTF-16 as UTF-8; surrogates without their partner become U+FFFD.
std::string utf8_from_utf16(std::string_view utf16);

bool is_utf8(std::string_view text);

}  // namespace backbone
