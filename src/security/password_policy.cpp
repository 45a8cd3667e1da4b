#include <algorithm>

#include <backbone/passwords.hpp>
#include <backbone/text.hpp>

namespace backbone {
namespace {

bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_special(char c)
{
    return !is_upper(c) && !is_lower(c) && !is_digit(c);
}

}  // namespace

// docs/protocol/http-and-auth.md §13.6
std::optional<std::string_view> PasswordPolicy::violation(std::string_view password) const
{
    const auto lacks = [&](bool (*is_of_class)(char)) { return std::ranges::none_of(password, is_of_class); };

    if (utf16_length(password) < minimum_length) return "The password is too short.";
    if (!needs_all_classes) return std::nullopt;
    if (lacks(is_upper)) return "The password must contain an upper-case letter from A to Z.";
    if (lacks(is_lower)) return "The password must contain a lower-case letter from a to z.";
    if (lacks(is_digit)) return "The password must contain a digit from 0 to 9.";
    if (lacks(is_special))
        return "The password must contain a character that is neither a letter from A to Z nor a digit.";
    return std::nullopt;
}

}  // namespace backbone
