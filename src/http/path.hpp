#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace backbone::http {

/// The path of a request line as routes see it: percent escapes decoded, then dot segments resolved. `%2F` stays as it
/// is, and so does an escape that is none or does not give UTF-8. Absent for a path that must be refused with 400: it
/// holds `%00`, or a character that does not belong into a URL. Source: docs/protocol/http-and-auth.md §4.1.
std::optional<std::string> decoded_path(std::string_view path);

/// Whether the segment names the API version `number`, as `v2`, `V2`, `v02` or `v2.0`.
bool is_version_segment(std::string_view segment, unsigned number);

}  // namespace backbone::http
