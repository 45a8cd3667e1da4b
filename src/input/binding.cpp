#include <backbone/binding.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <backbone/nullable_elements.hpp>

#include "values/unicode.hpp"

namespace backbone::input {
namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kWhiteSpace = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(kWhiteSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kWhiteSpace) - first + 1);
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// An integer written in decimal with an optional sign and nothing else.
std::int64_t parse_integer(std::string_view text, std::string_view where, std::int64_t minimum, std::int64_t maximum)
{
    std::int64_t number = 0;
    const std::string_view digits = text.starts_with('+') ? text.substr(1) : text;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool whole = error == std::errc{} && end == digits.data() + digits.size() && !digits.empty();
    if (!whole || (text.starts_with("+-")) || number < minimum || number > maximum) {
        throw input_cannot_be_parsed(where, "not a valid integer");
    }
    return number;
}

const boost::json::object& require_object(const boost::json::value& value, std::string_view where)
{
    if (!value.is_object()) throw input_cannot_be_parsed(where, "not an object");
    return value.get_object();
}

void refuse_unstorable(std::string_view text, std::string_view where)
{
    if (!is_utf8(text) || text.find('\0') != std::string_view::npos) {
        throw input_cannot_be_parsed(where, "holds characters that are not allowed");
    }
}

}  // namespace

bool equal_ignoring_case(std::string_view left, std::string_view right)
{
    return std::ranges::equal(left, right, {}, lower, lower);
}

const boost::json::object* body_object(const Request& request, Body body)
{
    const boost::json::value* value = request.json(body != Body::required);
    if (!value) return nullptr;
    if (value->is_null() && body == Body::optional_or_null) return nullptr;
    return &require_object(*value, "$");
}

bool for_each_member(const boost::json::object* object, std::string_view name,
                     const std::function<void(const boost::json::value&)>& visit)
{
    bool is_there = false;
    if (!object) return is_there;
    for (const auto& member : *object) {
        if (!equal_ignoring_case(member.key(), name)) continue;
        visit(member.value());
        is_there = true;
    }
    return is_there;
}

const boost::json::value* find_member(const boost::json::object& object, std::string_view name)
{
    const boost::json::value* found = nullptr;
    for_each_member(&object, name, [&](const boost::json::value& value) { found = &value; });
    return found;
}

void for_each_entry(const boost::json::object& object,
                    const std::function<void(std::string_view, const boost::json::value&)>& visit)
{
    for (const auto& member : object) {
        refuse_unstorable(member.key(), "$");
        visit(member.key(), member.value());
    }
}

bool is_null(const boost::json::value& value)
{
    return value.is_null();
}

const boost::json::object* object_or_null(const boost::json::value& value, std::string_view where)
{
    return value.is_null() ? nullptr : &require_object(value, where);
}

const boost::json::object* required_object(const Source& source, std::string_view name)
{
    const boost::json::value* value = source.object ? find_member(*source.object, name) : nullptr;
    if (!value) throw input_cannot_be_parsed(name, "is required");
    return &require_object(*value, name);
}

void for_each_object(const Source& source, std::string_view name, Presence presence,
                     const std::function<void(const boost::json::object&)>& visit)
{
    const boost::json::value* value = source.object ? find_member(*source.object, name) : nullptr;
    if (!value) {
        if (presence == Presence::required) throw input_cannot_be_parsed(name, "is required");
        return;
    }
    for_each_element(*value, name, [&](const boost::json::value& element) { visit(require_object(element, name)); });
}

void for_each_element(const boost::json::value& value, std::string_view where,
                      const std::function<void(const boost::json::value&)>& visit)
{
    if (!value.is_array()) throw input_cannot_be_parsed(where, "not an array");
    for (const auto& element : value.get_array()) visit(element);
}

std::string_view json_text(const boost::json::value& value, std::string_view where)
{
    if (!value.is_string()) throw input_cannot_be_parsed(where, "not a string");
    const std::string_view text = value.get_string();
    refuse_unstorable(text, where);
    return text;
}

std::int64_t json_integer(const boost::json::value& value, std::string_view where, std::int64_t minimum,
                          std::int64_t maximum)
{
    if (value.is_string()) return parse_integer(json_text(value, where), where, minimum, maximum);
    if (!value.is_int64() || value.get_int64() < minimum || value.get_int64() > maximum) {
        throw input_cannot_be_parsed(where, "not a valid integer");
    }
    return value.get_int64();
}

std::optional<std::string_view> json_enumeration_name(const boost::json::value& value, std::string_view where,
                                                      std::int64_t& number)
{
    if (value.is_string()) {
        const std::string_view text = json_text(value, where);
        const bool is_number = !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
        if (!is_number) return text;
    }
    number = json_integer(value, where, 0, std::numeric_limits<std::int32_t>::max());
    return std::nullopt;
}

void read_json(const boost::json::value& value, std::string_view where, std::string& out)
{
    out = json_text(value, where);
}

void read_json(const boost::json::value& value, std::string_view where, bool& out)
{
    if (!value.is_bool()) throw input_cannot_be_parsed(where, "not a boolean");
    out = value.get_bool();
}

void read_json(const boost::json::value& value, std::string_view where, double& out)
{
    if (value.is_string()) {
        const std::string_view text = json_text(value, where);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
        if (error == std::errc{} && end == text.data() + text.size() && std::isfinite(out)) return;
    } else if (value.is_number()) {
        out = value.to_number<double>();
        return;
    }
    throw input_cannot_be_parsed(where, "not a number");
}

void read_json(const boost::json::value& value, std::string_view where, Base64Url& out)
{
    auto bytes = Base64Url::parse(json_text(value, where));
    if (!bytes) throw input_cannot_be_parsed(where, "not base64url");
    out = std::move(*bytes);
}

void read_json(const boost::json::value& value, std::string_view where, Timestamp& out)
{
    const auto time = Timestamp::parse(json_text(value, where));
    if (!time) throw input_cannot_be_parsed(where, "not an ISO 8601 date");
    out = *time;
}

void read_json(const boost::json::value& value, std::string_view where, IdentityAddress& out)
{
    out = IdentityAddress::parse(json_text(value, where)).value_or(IdentityAddress{});
}

void read_text(std::string_view text, std::string_view where, std::string& out)
{
    refuse_unstorable(text, where);
    out = text;
}

void read_text(std::string_view text, std::string_view where, bool& out)
{
    if (equal_ignoring_case(text, "true")) {
        out = true;
    } else if (equal_ignoring_case(text, "false")) {
        out = false;
    } else {
        throw input_cannot_be_parsed(where, "not a boolean");
    }
}

void read_text(std::string_view text, std::string_view where, Base64Url& out)
{
    auto bytes = Base64Url::parse_standard(text);
    if (!bytes) throw input_cannot_be_parsed(where, "not base64");
    out = std::move(*bytes);
}

void read_text(std::string_view text, std::string_view, IdentityAddress& out)
{
    out = IdentityAddress::parse(text).value_or(IdentityAddress{});
}

std::int64_t text_integer(std::string_view text, std::string_view where, std::int64_t minimum, std::int64_t maximum)
{
    return parse_integer(trimmed(text), where, minimum, maximum);
}

Page bind_page(const Parameters& query, const PageSizes& sizes)
{
    Page page;
    page.size = sizes.default_size;
    bind_query_parameter(query, "pageNumber", page.number);
    const auto size = query.find("pageSize");
    if (size && !is_blank(*size)) read_text(*size, "pageSize", page.size);
    return page;
}

}  // namespace backbone::input
