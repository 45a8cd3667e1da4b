#include <wctype.h>

#include <clocale>
#include <memory>
#include <string>
#include <type_traits>

#include <backbone/json_writer.hpp>

#include "values/unicode.hpp"

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

}  // namespace

std::string camel_case(std::string_view name)
{
    const Letters letters;
    std::u32string characters = utf32_from_utf8(name);
    const auto make_lower = [&](char32_t& character) { character = letters.lower(character); };
    const auto is_upper = [&](char32_t character) { return letters.is_upper(character); };

    // Down to the last of the upper-case letters at the beginning, which stays if another character follows.
    for (std::size_t i = 0; i < characters.size() && is_upper(characters[i]); ++i) {
        const bool has_next = i + 1 < characters.size();
        if (i > 0 && has_next && !is_upper(characters[i + 1])) {
            if (characters[i + 1] == U' ') make_lower(characters[i]);
            break;
        }
        make_lower(characters[i]);
    }

    return utf8_from_utf32(characters);
}

}  // namespace backbone
