#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace backbone::admin::odata {

/// A piece of the text of a `$filter`.
struct Token
{
    enum class Kind : std::uint8_t {
        word,        ///< a property, an operator, a function or a keyword
        text,        ///< `'it''s'`; the value is without its quotes
        integer,     ///< `-1`
        time,        ///< a date, with or without a time of day
        open,        ///< `(`
        close,       ///< `)`
        comma,       ///< `,`
        end_of_text  ///< behind all others
    };

    Kind kind = Kind::end_of_text;
    std::string value{};
};

/// Throws Error when something is in the text that belongs to no filter.
std::vector<Token> tokens_of(std::string_view filter);

}  // namespace backbone::admin::odata
