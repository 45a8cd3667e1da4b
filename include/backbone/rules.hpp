#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <backbone/context.hpp>

/// The validators of docs/protocol/http-and-auth.md §10. A rule is a function of the value (and the context) that
/// answers nothing, or the violation. Rules of an optional value are only asked when it is there.
namespace backbone {

struct Violation
{
    std::string_view reason;
    std::string_view code = codes::kInvalidPropertyValue;
};
using Verdict = std::optional<Violation>;

/// Not empty; text must hold more than white space.
struct NotEmpty
{
    Verdict operator()(const std::string& text, const Context&) const;
    Verdict operator()(const Base64Url& bytes, const Context&) const;
    template <class T>
    Verdict operator()(const std::vector<T>& items, const Context&) const
    {
        return items.empty() ? Verdict{{"must not be empty"}} : std::nullopt;
    }
};
constexpr NotEmpty not_empty()
{
    return {};
}

/// Text of at most `maximum` UTF-16 units, as clients count.
struct AtMostCharacters
{
    std::size_t maximum;
    std::string_view code;
    Verdict operator()(const std::string& text, const Context&) const;
};
constexpr AtMostCharacters at_most_characters(std::size_t maximum, std::string_view code = codes::kInvalidPropertyValue)
{
    return {maximum, code};
}

struct BytesBetween
{
    std::size_t minimum;
    std::size_t maximum;
    Verdict operator()(const Base64Url& bytes, const Context&) const;
};
constexpr BytesBetween bytes_between(std::size_t minimum, std::size_t maximum)
{
    return {minimum, maximum};
}

struct InTheFuture
{
    Verdict operator()(Timestamp time, const Context& context) const;
};
constexpr InTheFuture in_the_future()
{
    return {};
}

/// Greater than zero.
struct Positive
{
    Verdict operator()(std::int64_t number, const Context&) const;
};
constexpr Positive positive()
{
    return {};
}

/// A list of at most 1000 elements, for ids that become a `List` of a statement, which takes 1024. A request line of
/// usual length holds about 300 ids of full length (http.limits.request_line_bytes), so few installations ever see
/// this.
struct NotTooMany
{
    static constexpr std::size_t kMost = 1000;

    template <class T>
    Verdict operator()(const std::vector<T>& items, const Context&) const
    {
        return items.size() > kMost ? Verdict{{"are too many"}} : std::nullopt;
    }
};
constexpr NotTooMany not_too_many()
{
    return {};
}

namespace input {

/// Throws the Error of the violation, if there is one.
void refuse(std::string_view name, const Verdict& verdict);
void refuse_nil(std::string_view name);

/// Throws when the size is above the maximum, or the size or the number below 1.
void check_page(const Page& page, const PageSizes& sizes);

template <class T, class... Rules>
void check_value(std::string_view name, const T& value, const std::tuple<Rules...>& rules, const Context& context)
{
    if constexpr (requires { value.has_value(); }) {
        if (value) check_value(name, *value, rules, context);
    } else {
        if constexpr (requires { value.is_nil(); }) {
            if (value.is_nil()) refuse_nil(name);
        } else if constexpr (requires { value.begin()->is_nil(); }) {
            for (const auto& element : value) {
                if (element.is_nil()) refuse_nil(name);
            }
        }
        std::apply([&](const Rules&... rule) { (refuse(name, rule(value, context)), ...); }, rules);
    }
}

}  // namespace input
}  // namespace backbone
