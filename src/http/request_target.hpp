#pragma once

#include <optional>
#include <string_view>

namespace backbone::http {

/// The parts of a request target, as sent.
struct RequestTarget
{
    /// Only in the absolute form.
    std::string_view authority;
    std::string_view path;
    std::string_view query;
};

/// Reads `/path?query`, `http://authority/path?query` or `*`; absent for anything else.
std::optional<RequestTarget> split_target(std::string_view target);

/// Whether the text can stand between the scheme and the path of a URL: a name or an address, and perhaps a port.
bool is_host(std::string_view text);

}  // namespace backbone::http
