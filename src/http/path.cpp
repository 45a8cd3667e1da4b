#include "http/path.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "values/percent_encoding.hpp"
#include "values/unicode.hpp"

namespace backbone::http {
namespace {

/// Decodes the one character that the escapes at the start of the text make up; answers how much of it was used, which
/// is nothing when they make up none.
std::size_t decode_character(std::string_view text, std::string& out)
{
    constexpr std::size_t kEscape = 3;
    constexpr std::size_t kLongestCharacter = 4;
    std::string bytes;
    for (std::size_t i = 0; i < kLongestCharacter && i * kEscape < text.size(); ++i) {
        const int byte = escaped_byte(text.substr(i * kEscape));
        if (byte < 0) break;
        bytes.push_back(static_cast<char>(byte));
    }
    const std::size_t length = utf8_character_length(bytes);
    if (length == 0 || bytes.front() == '/') return 0;
    out.append(bytes, 0, length);
    return length * kEscape;
}

bool decode(std::string_view path, std::string& out)
{
    for (std::size_t i = 0; i < path.size();) {
        if (path[i] == '%') {
            if (escaped_byte(path.substr(i)) == 0) return false;
            const std::size_t used = decode_character(path.substr(i), out);
            i += used;
            if (used > 0) continue;
        }
        out.push_back(path[i++]);
    }
    return true;
}

/// RFC 3986 §5.2.4 for an absolute path.
std::string without_dot_segments(std::string_view path)
{
    std::string resolved;
    while (!path.empty()) {
        const std::size_t end = std::min(path.find('/', 1), path.size());
        const std::string_view segment = path.substr(0, end);
        path.remove_prefix(end);
        if (segment != "/." && segment != "/..") {
            resolved += segment;
            continue;
        }
        if (segment == "/..") resolved.erase(std::min(resolved.rfind('/'), resolved.size()));
        if (path.empty()) resolved += '/';
    }
    return resolved;
}

}  // namespace

std::optional<std::string> decoded_path(std::string_view path)
{
    const auto is_foreign = [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) > 0x7e;
    };
    if (std::ranges::any_of(path, is_foreign)) return std::nullopt;

    std::string decoded;
    decoded.reserve(path.size());
    if (!decode(path, decoded)) return std::nullopt;
    if (decoded.find("/.") != std::string::npos) return without_dot_segments(decoded);
    return decoded;
}

bool is_version_segment(std::string_view segment, unsigned number)
{
    if (segment.empty() || (segment[0] != 'v' && segment[0] != 'V')) return false;
    const char* const end = segment.data() + segment.size();
    std::uint32_t major = 0;
    const auto [rest, error] = std::from_chars(segment.data() + 1, end, major);
    if (error != std::errc() || major != number) return false;
    if (rest == end) return true;
    return *rest == '.' && rest + 1 != end && std::all_of(rest + 1, end, [](char c) { return c == '0'; });
}

}  // namespace backbone::http
