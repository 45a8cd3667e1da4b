#include "input/media_type.hpp"

#include <algorithm>
#include <cstdint>

#include <backbone/binding.hpp>

namespace backbone {
namespace {

using input::equal_ignoring_case;

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kBlank = " \t";
    const std::size_t first = text.find_first_not_of(kBlank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::string_view unquoted(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"') return text.substr(1, text.size() - 2);
    return text;
}

/// The value of `name=…` among the parameters behind the type; empty when there is none.
std::string_view parameter(std::string_view parameters, std::string_view name)
{
    while (!parameters.empty()) {
        const std::size_t end = std::min(parameters.find(';'), parameters.size());
        const std::string_view pair = trimmed(parameters.substr(0, end));
        parameters.remove_prefix(std::min(end + 1, parameters.size()));
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && equal_ignoring_case(trimmed(pair.substr(0, equals)), name)) {
            return unquoted(trimmed(pair.substr(equals + 1)));
        }
    }
    return {};
}

bool ends_with_json(std::string_view type)
{
    constexpr std::string_view kApplication = "application/";
    constexpr std::string_view kSuffix = "+json";
    return type.size() > kApplication.size() + kSuffix.size() &&
           equal_ignoring_case(type.substr(0, kApplication.size()), kApplication) &&
           equal_ignoring_case(type.substr(type.size() - kSuffix.size()), kSuffix);
}

void append_utf8(std::string& out, std::uint32_t code_point)
{
    const auto push = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (code_point < 0x80) {
        push(code_point);
    } else if (code_point < 0x800) {
        push(0xc0 | code_point >> 6);
        push(0x80 | (code_point & 0x3f));
    } else if (code_point < 0x10000) {
        push(0xe0 | code_point >> 12);
        push(0x80 | (code_point >> 6 & 0x3f));
        push(0x80 | (code_point & 0x3f));
    } else {
        push(0xf0 | code_point >> 18);
        push(0x80 | (code_point >> 12 & 0x3f));
        push(0x80 | (code_point >> 6 & 0x3f));
        push(0x80 | (code_point & 0x3f));
    }
}

}  // namespace

JsonMediaType json_media_type(std::string_view content_type)
{
    const std::size_t end = std::min(content_type.find(';'), content_type.size());
    const std::string_view type = trimmed(content_type.substr(0, end));
    if (type.empty() && end == content_type.size()) return JsonMediaType::none;
    if (equal_ignoring_case(type, "multipart/form-data")) return JsonMediaType::multipart;
    if (!equal_ignoring_case(type, "application/json") && !equal_ignoring_case(type, "text/json") &&
        !ends_with_json(type)) {
        return JsonMediaType::unsupported;
    }
    const std::string_view charset = parameter(content_type.substr(end), "charset");
    if (charset.empty() || equal_ignoring_case(charset, "utf-8")) return JsonMediaType::utf8;
    return equal_ignoring_case(charset, "utf-16") ? JsonMediaType::utf16 : JsonMediaType::unsupported;
}

std::string utf8_from_utf16(std::string_view utf16)
{
    const auto unit = [&](std::size_t i) {
        return static_cast<std::uint32_t>(static_cast<unsigned char>(utf16[i]) |
                                          static_cast<unsigned char>(utf16[i + 1]) << 8);
    };
    constexpr std::uint32_t kReplacement = 0xfffd;
    std::string out;
    for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
        const std::uint32_t high = unit(i);
        if (high < 0xd800 || high > 0xdfff) {
            append_utf8(out, high);
        } else if (high < 0xdc00 && i + 3 < utf16.size() && unit(i + 2) >= 0xdc00 && unit(i + 2) <= 0xdfff) {
            append_utf8(out, 0x10000 + ((high - 0xd800) << 10) + (unit(i + 2) - 0xdc00));
            i += 2;
        } else {
            append_utf8(out, kReplacement);
        }
    }
    return out;
}

bool is_utf8(std::string_view text)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        if (lead < 0x80) {
            ++i;
            continue;
        }
        const std::size_t length = lead >= 0xc2 && lead < 0xe0 ? 2 : lead >= 0xe0 && lead < 0xf0 ? 3
                                   : lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
        if (length == 0 || i + length > text.size()) return false;
        std::uint32_t code_point = lead & (0xffU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            const auto next = static_cast<unsigned char>(text[i + k]);
            if ((next & 0xc0) != 0x80) return false;
            code_point = code_point << 6 | (next & 0x3f);
        }
        const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
        if (overlong || code_point > 0x10ffff || (code_point >= 0xd800 && code_point <= 0xdfff)) return false;
        i += length;
    }
    return true;
}

}  // namespace backbone
