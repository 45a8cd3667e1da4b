#include "logging/masking.hpp"

#include <algorithm>

#include <backbone/id.hpp>

namespace backbone::logging {
namespace {

bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_letter_or_digit(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9');
}

bool is_of_domain(char c)
{
    return is_letter_or_digit(c) || c == '.' || c == '-';
}

bool is_of_mailbox(char c)
{
    return is_of_domain(c) || c == '_' || c == '+' || c == '%';
}

template <class Predicate>
std::size_t count_while(std::string_view text, Predicate predicate)
{
    return static_cast<std::size_t>(std::ranges::find_if_not(text, predicate) - text.begin());
}

bool skip(std::string_view& text, std::string_view expected)
{
    if (!text.starts_with(expected)) return false;
    text.remove_prefix(expected.size());
    return true;
}

bool skip_colon(std::string_view& text)
{
    return skip(text, ":") || skip(text, "%3A") || skip(text, "%3a");
}

/// `did:e:<domain>:dids:<hex>`; the length of the match, or 0.
std::size_t address_length(std::string_view text)
{
    std::string_view rest = text;
    if (!skip(rest, "did") || !skip_colon(rest) || !skip(rest, "e") || !skip_colon(rest)) return 0;
    const std::size_t domain = count_while(rest, is_of_domain);
    rest.remove_prefix(domain);
    if (domain == 0 || !skip_colon(rest) || !skip(rest, "dids") || !skip_colon(rest)) return 0;
    const std::size_t hex = count_while(rest, is_letter_or_digit);
    return hex == 0 ? 0 : text.size() - rest.size() + hex;
}

std::size_t id_length(std::string_view text, std::string_view prefix)
{
    const std::string_view id = text.substr(0, kIdLength);
    return id.size() == kIdLength && id.starts_with(prefix) && count_while(id, is_letter_or_digit) == kIdLength
               ? kIdLength
               : 0;
}

/// Length of a mail domain: at least two labels, the last one of letters.
std::size_t mail_domain_length(std::string_view text)
{
    std::string_view domain = text.substr(0, count_while(text, is_of_domain));
    while (domain.ends_with('.') || domain.ends_with('-')) domain.remove_suffix(1);
    const std::size_t dot = domain.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return 0;
    const std::string_view last = domain.substr(dot + 1);
    return last.size() >= 2 && std::ranges::all_of(last, is_letter) ? domain.size() : 0;
}

}  // namespace

Masker::Masker(std::span<const Mask> masks)
{
    for (const Mask mask : masks) {
        switch (mask) {
            case Mask::identity_addresses:
                addresses_ = true;
                break;
            case Mask::device_ids:
                device_ids_ = true;
                break;
            case Mask::usernames:
                usernames_ = true;
                break;
            case Mask::email_addresses:
                email_addresses_ = true;
                break;
        }
    }
}

std::string_view Masker::mask(std::string_view text, std::string& buffer) const
{
    Match match = find(text, 0);
    if (match.begin == match.end) return text;
    buffer.clear();
    std::size_t shown = 0;
    for (; match.begin < match.end; match = find(text, shown)) {
        buffer.append(text, shown, match.begin - shown);
        buffer.append(kMaskedText);
        shown = match.end;
    }
    buffer.append(text, shown);
    return buffer;
}

std::size_t Masker::match_length(std::string_view text) const
{
    switch (text.front()) {
        case 'd':
            return addresses_ ? address_length(text) : 0;
        case 'D':
            return device_ids_ ? id_length(text, "DVC") : 0;
        case 'U':
            return usernames_ ? id_length(text, "USR") : 0;
        default:
            return 0;
    }
}

Masker::Match Masker::find(std::string_view text, std::size_t from) const
{
    std::size_t mailbox = from;  // where a mailbox that ends here would begin
    for (std::size_t i = from; i < text.size(); ++i) {
        if (const std::size_t length = match_length(text.substr(i))) return {i, i + length};
        if (email_addresses_ && text[i] == '@' && mailbox < i) {
            if (const std::size_t length = mail_domain_length(text.substr(i + 1))) return {mailbox, i + 1 + length};
        }
        if (!is_of_mailbox(text[i])) mailbox = i + 1;
    }
    return {text.size(), text.size()};
}

}  // namespace backbone::logging
