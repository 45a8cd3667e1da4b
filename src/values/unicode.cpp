#include "values/unicode.hpp"

#include <backbone/text.hpp>

namespace backbone {
namespace {

/// How many bytes the character has that begins with `lead`; 0 when none does.
std::size_t sequence_length(unsigned char lead)
{
    if (lead < 0x80) return 1;
    if (lead >= 0xc2 && lead < 0xe0) return 2;
    if (lead >= 0xe0 && lead < 0xf0) return 3;
    return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

void append_utf8(std::string& out, char32_t code_point)
{
    const auto push = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
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

std::size_t utf16_length(std::string_view text)
{
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80) length += byte >= 0xf0 ? 2 : 1;
    }
    return length;
}

std::u32string utf32_from_utf8(std::string_view text)
{
    std::u32string letters;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = sequence_length(lead);
        char32_t code_point = length == 1 ? lead : lead & (0xffU >> (length + 1));
        for (std::size_t k = 1; k < length; ++k) {
            code_point = code_point << 6 | (static_cast<unsigned char>(text[i + k]) & 0x3f);
        }
        letters.push_back(code_point);
        i += length;
    }
    return letters;
}

std::string utf8_from_utf32(std::u32string_view text)
{
    std::string out;
    for (const char32_t code_point : text) append_utf8(out, code_point);
    return out;
}

std::string utf8_from_utf16(std::string_view utf16)
{
    const auto unit = [&](std::size_t i) {
        return static_cast<char32_t>(static_cast<unsigned char>(utf16[i]) | static_cast<unsigned char>(utf16[i + 1])
                                                                                << 8);
    };
    constexpr char32_t kReplacement = 0xfffd;
    std::string out;
    for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
        const char32_t high = unit(i);
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

std::size_t utf8_character_length(std::string_view text)
{
    const std::size_t length = text.empty() ? 0 : sequence_length(static_cast<unsigned char>(text.front()));
    if (length < 2 || length > text.size()) return length == 1 ? 1 : 0;
    char32_t code_point = static_cast<unsigned char>(text.front()) & (0xffU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[k]);
        if ((next & 0xc0) != 0x80) return 0;
        code_point = code_point << 6 | (next & 0x3f);
    }
    const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
    const bool is_surrogate = code_point >= 0xd800 && code_point <= 0xdfff;
    return overlong || is_surrogate || code_point > 0x10ffff ? 0 : length;
}

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t length = static_cast<unsigned char>(text.front()) < 0x80 ? 1 : utf8_character_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

}  // namespace backbone
