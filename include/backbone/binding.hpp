#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <boost/json/fwd.hpp>

#include <backbone/base64url.hpp>
#include <backbone/columns.hpp>
#include <backbone/enumeration.hpp>
#include <backbone/error.hpp>
#include <backbone/paging.hpp>
#include <backbone/request.hpp>

/// How single values are read from JSON, query, path and header; used by input.hpp. Every failure is the Error
/// `inputCannotBeParsed`. An id or address of the wrong form becomes nil, for the rules to refuse.
/// Source: docs/protocol/http-and-auth.md §5.2, §6.
namespace backbone::input {

/// What an absent member means: an error, or that the field keeps its default.
enum class Presence : std::uint8_t { required, optional };

enum class Body : std::uint8_t {
    required,
    optional,         ///< absent or empty counts as `{}`; the literal null is refused
    optional_or_null  ///< null counts as `{}`, too
};

/// Where a field is read from: the request, and the JSON object that holds it (null when there is none).
struct Source
{
    const Request* request;
    const boost::json::object* object;
    const PageSizes* page_sizes;
};

/// The body as an object; null when it is absent and may be.
const boost::json::object* body_object(const Request& request, Body body);

/// The members of that name, in any case. Answers whether there is one.
bool for_each_member(const boost::json::object* object, std::string_view name,
                     const std::function<void(const boost::json::value&)>& visit);
/// The last member of that name, in any case. Null when absent.
const boost::json::value* find_member(const boost::json::object& object, std::string_view name);
/// All members, for a body whose names are data.
void for_each_entry(const boost::json::object& object,
                    const std::function<void(std::string_view, const boost::json::value&)>& visit);
bool is_null(const boost::json::value& value);
const boost::json::object* required_object(const Source& source, std::string_view name);
void for_each_object(const Source& source, std::string_view name, Presence presence,
                     const std::function<void(const boost::json::object&)>& visit);

void read_json(const boost::json::value& value, std::string_view where, std::string& out);
void read_json(const boost::json::value& value, std::string_view where, bool& out);
void read_json(const boost::json::value& value, std::string_view where, double& out);
void read_json(const boost::json::value& value, std::string_view where, Base64Url& out);
void read_json(const boost::json::value& value, std::string_view where, Timestamp& out);
void read_json(const boost::json::value& value, std::string_view where, IdentityAddress& out);
std::string_view json_text(const boost::json::value& value, std::string_view where);
std::int64_t json_integer(const boost::json::value& value, std::string_view where, std::int64_t minimum,
                          std::int64_t maximum);
/// The name, which is to be compared in any case; or nothing, and the number that stands (as such or as text) instead.
std::optional<std::string_view> json_enumeration_name(const boost::json::value& value, std::string_view where,
                                                      std::int64_t& number);
bool equal_ignoring_case(std::string_view left, std::string_view right);
/// Nothing but white space.
constexpr bool is_blank(std::string_view text)
{
    return text.find_first_not_of(" \t\r\n\v\f") == std::string_view::npos;
}
void for_each_element(const boost::json::value& value, std::string_view where,
                      const std::function<void(const boost::json::value&)>& visit);

void read_text(std::string_view text, std::string_view where, std::string& out);
void read_text(std::string_view text, std::string_view where, bool& out);
/// Standard base64 with padding.
void read_text(std::string_view text, std::string_view where, Base64Url& out);
void read_text(std::string_view text, std::string_view where, IdentityAddress& out);
std::int64_t text_integer(std::string_view text, std::string_view where, std::int64_t minimum, std::int64_t maximum);

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// Up to 64 bits with a sign: what JSON, SQL and all clients have in common.
template <class T>
concept Number = std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, std::uint64_t>;

template <class T>
concept PrefixedId = requires(const T& id)
{
    id.is_complete();
};

template <PrefixedId T>
void read_json(const boost::json::value& value, std::string_view where, T& out)
{
    out = T::parse(json_text(value, where)).value_or(T{});
}

template <Number T>
void read_json(const boost::json::value& value, std::string_view where, T& out)
{
    out = static_cast<T>(json_integer(value, where, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

template <class E>
requires std::is_enum_v<E>
void read_json(const boost::json::value& value, std::string_view where, E& out)
{
    std::int64_t number = 0;
    const auto name = json_enumeration_name(value, where, number);
    for (const auto& named : kNames<E>) {
        const bool matches =
            name ? equal_ignoring_case(*name, named.name) : static_cast<std::int64_t>(named.value) == number;
        if (matches) {
            out = named.value;
            return;
        }
    }
    throw input_cannot_be_parsed(where, "not a known name");
}

template <class T>
void read_json(const boost::json::value& value, std::string_view where, std::vector<T>& out)
{
    for_each_element(value, where,
                     [&](const boost::json::value& element) { read_json(element, where, out.emplace_back()); });
}

template <class T>
void read_json(const boost::json::value& value, std::string_view where, std::optional<T>& out)
{
    if (is_null(value)) {
        out.reset();
    } else {
        read_json(value, where, out.emplace());
    }
}

template <PrefixedId T>
void read_text(std::string_view text, std::string_view, T& out)
{
    out = T::parse(text).value_or(T{});
}

template <Number T>
void read_text(std::string_view text, std::string_view where, T& out)
{
    out = static_cast<T>(text_integer(text, where, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
}

template <class T>
void bind_member(const Source& source, std::string_view name, Presence presence, T& out)
{
    // Of several members of the name the last one counts, but each must be readable.
    const bool is_there = for_each_member(source.object, name, [&](const boost::json::value& value) {
        out = T{};
        read_json(value, name, out);
    });
    if (!is_there && presence == Presence::required) throw input_cannot_be_parsed(name, "is required");
}

template <class T>
void bind_query_parameter(const Parameters& query, std::string_view name, T& out)
{
    if constexpr (is_vector<T>) {
        for (const std::string_view text : query.list(name)) {
            if (text.empty()) throw input_cannot_be_parsed(name, "an element is empty");
            read_text(text, name, out.emplace_back());
        }
    } else {
        const auto text = query.find(name);
        if constexpr (is_optional<T>) {
            if (text && !is_blank(*text)) read_text(*text, name, out.emplace());
        } else if constexpr (Number<T> || std::is_same_v<T, bool>) {
            if (text) read_text(*text, name, out);
        } else {
            if (!text || is_blank(*text)) throw input_cannot_be_parsed(name, "is required");
            read_text(*text, name, out);
        }
    }
}

/// `pageNumber` (1 when absent) and `pageSize` (the configured default when absent).
Page bind_page(const Parameters& query, const PageSizes& sizes);

}  // namespace backbone::input
