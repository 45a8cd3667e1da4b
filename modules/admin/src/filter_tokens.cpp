#include "filter_tokens.hpp"

#include <algorithm>

#include "odata_error.hpp"

namespace backbone::admin::odata {
namespace {

using Kind = Token::Kind;

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Takes as much off the text as `belongs` to it.
template <class Belongs>
std::string take_while(std::string_view& text, Belongs&& belongs)
{
    const auto end = std::ranges::find_if_not(text, belongs);
    const std::string taken(text.begin(), end);
    text.remove_prefix(taken.size());
    return taken;
}

/// What stands between quotes, of which two mean one.
std::string take_quoted(std::string_view& text)
{
    std::string value;
    for (std::size_t at = 1; at < text.size(); ++at) {
        if (text[at] != '\'') {
            value += text[at];
        } else if (at + 1 < text.size() && text[at + 1] == '\'') {
            value += text[at++];
        } else {
            text.remove_prefix(at + 1);
            return value;
        }
    }
    throw malformed("$filter", "a text has no end");
}

Token take_number_or_time(std::string_view& text)
{
    std::string value = take_while(
        text, [](char c) { return is_digit(c) || is_letter(c) || c == '-' || c == '+' || c == ':' || c == '.'; });
    const bool is_number = std::all_of(value.begin() + 1, value.end(), is_digit) && value != "-";
    return {is_number ? Kind::integer : Kind::time, std::move(value)};
}

Token take(std::string_view& text)
{
    const char first = text.front();
    if (first == '\'') return {Kind::text, take_quoted(text)};
    if (is_digit(first) || first == '-') return take_number_or_time(text);
    if (is_letter(first)) {
        return {Kind::word,
                take_while(text, [](char c) { return is_letter(c) || is_digit(c) || c == '/' || c == '_'; })};
    }
    text.remove_prefix(1);
    if (first == '(') return {Kind::open};
    if (first == ')') return {Kind::close};
    if (first == ',') return {Kind::comma};
    throw malformed("$filter", "there is a character that does not belong there");
}

}  // namespace

std::vector<Token> tokens_of(std::string_view filter)
{
    std::vector<Token> tokens;
    while (true) {
        filter.remove_prefix(std::min(filter.find_first_not_of(" \t\r\n"), filter.size()));
        if (filter.empty()) break;
        tokens.push_back(take(filter));
    }
    tokens.push_back({});
    return tokens;
}

}  // namespace backbone::admin::odata
