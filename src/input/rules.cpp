#include <backbone/rules.hpp>

#include <fmt/format.h>

#include <backbone/text.hpp>

namespace backbone {

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
