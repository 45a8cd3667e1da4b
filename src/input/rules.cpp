#include <backbone/rules.hpp>

#include <algorithm>

#include <fmt/format.h>

namespace backbone {
namespace {

/// How many UTF-16 units the UTF-8 text has: characters outside of the basic plane count twice.
std::size_t utf16_length(std::string_view text)
{
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0) != 0x80) length += byte >= 0xf0 ? 2 : 1;
    }
    return length;
}

}  // namespace

Verdict NotEmpty::operator()(const std::string& text, const Context&) const
{
    if (text.find_first_not_of(" \t\r\n\v\f") == std::string::npos) return Violation{"must not be empty"};
    return std::nullopt;
}

Verdict NotEmpty::operator()(const Base64Url& bytes, const Context&) const
{
    if (bytes.byte_count() == 0) return Violation{"must not be empty"};
    return std::nullopt;
}

Verdict AtMostCharacters::operator()(const std::string& text, const Context&) const
{
    if (utf16_length(text) > maximum) return Violation{"is too long", code};
    return std::nullopt;
}

Verdict BytesBetween::operator()(const Base64Url& bytes, const Context&) const
{
    if (bytes.byte_count() < minimum || bytes.byte_count() > maximum) return Violation{"has a wrong number of bytes"};
    return std::nullopt;
}

Verdict InTheFuture::operator()(Timestamp time, const Context& context) const
{
    if (time <= context.now()) return Violation{"must be in the future"};
    return std::nullopt;
}

Verdict Positive::operator()(std::int64_t number, const Context&) const
{
    if (number <= 0) return Violation{"must be greater than 0"};
    return std::nullopt;
}

namespace input {

void refuse(std::string_view name, const Verdict& verdict)
{
    if (verdict) throw rule_violated(verdict->code, fmt::format("'{}' {}.", name, verdict->reason));
}

void refuse_nil(std::string_view name)
{
    throw invalid_property(name, "is not valid");
}

void check_page(const Page& page, const PageSizes& sizes)
{
    if (page.size > sizes.maximum) {
        throw rule_violated(codes::kInvalidPageSize, fmt::format("The page size must be at most {}.", sizes.maximum));
    }
    if (page.size < 1) throw invalid_property("pageSize", "must be at least 1");
    if (page.number < 1) throw invalid_property("pageNumber", "must be at least 1");
}

}  // namespace input
}  // namespace backbone
