#pragma once

#include <cstdint>
#include <string_view>

namespace backbone {

/// What the Content-Type of a request means to an endpoint that wants JSON (docs/protocol/http-and-auth.md §4.3).
enum class JsonMediaType : std::uint8_t { none, utf8, utf16, multipart, unsupported };

JsonMediaType json_media_type(std::string_view content_type);

}  // namespace backbone
