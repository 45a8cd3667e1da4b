#include <wctype.h>

#include <clocale>
#include <memory>
#include <string>
#include <type_traits>

#include <backbone/json_writer.hpp>

namespace backbone {
namespace {

/// The letters of all scripts, whatever the locale of the process.
class Letters
{
  public:
    bool is_upper(wint_t character) const { return iswupper_l(character, locale_.get()) != 0; }
    wint_t lower(wint_t character) const { return towlower_l(character, locale_.get()); }

  private:
    static locale_t open()
    {
        const locale_t unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
        return unicode ? unicode : newlocale(LC_CTYPE_MASK, "C", nullptr);
    }
    struct Free
    {
        void operator()(locale_t locale) const { freelocale(locale); }
    };
    std::unique_ptr<std::remove_pointer_t<locale_t>, Free> locale_{open()};
};

unsigned byte_of(char c)
{
    return static_cast<unsigned char>(c);
}

/// Of valid UTF-8.
std::wstring characters_of(std::string_view utf8)
{
    std::wstring characters;
    for (std::size_t i = 0; i < utf8.size();) {
        const unsigned first = byte_of(utf8[i]);
        const std::size_t length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        unsigned character = length == 1 ? first : first & (0x7fU >> length);
        for (std::size_t next = 1; next < length && i + next < utf8.size(); ++next) {
            character = character << 6 | (byte_of(utf8[i + next]) & 0x3f);
        }
        characters.push_back(static_cast<wchar_t>(character));
        i += length;
    }
    return characters;
}

void append_utf8(std::string& out, unsigned character)
{
    const auto append = [&](unsigned byte) { out.push_back(static_cast<char>(byte)); };
    const auto append_low_bits = [&](unsigned shift) { append(0x80 | (character >> shift & 0x3f)); };
    if (character < 0x80) {
        append(character);
    } else if (character < 0x800) {
        append(0xc0 | character >> 6);
        append_low_bits(0);
    } else if (character < 0x10000) {
        append(0xe0 | character >> 12);
        append_low_bits(6);
        append_low_bits(0);
    } else {
        append(0xf0 | character >> 18);
        append_low_bits(12);
        append_low_bits(6);
        append_low_bits(0);
    }
}

}  // namespace

std::string camel_case(std::string_view name)
{
    const Letters letters;
    std::wstring characters = characters_of(name);
    const auto make_lower = [&](wchar_t& character) {
        character = static_cast<wchar_t>(letters.lower(static_cast<wint_t>(character)));
    };
    const auto is_upper = [&](wchar_t character) { return letters.is_upper(static_cast<wint_t>(character)); };

    // Down to the last of the upper-case letters at the beginning, which stays if another character follows.
    for (std::size_t i = 0; i < characters.size() && is_upper(characters[i]); ++i) {
        const bool has_next = i + 1 < characters.size();
        if (i > 0 && has_next && !is_upper(characters[i + 1])) {
            if (characters[i + 1] == L' ') make_lower(characters[i]);
            break;
        }
        make_lower(characters[i]);
    }

    std::string result;
    for (const wchar_t character : characters) append_utf8(result, static_cast<unsigned>(character));
    return result;
}

}  // namespace backbone
