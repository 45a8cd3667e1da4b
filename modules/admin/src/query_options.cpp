#include "query_options.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <string_view>

#include <backbone/binding.hpp>

#include "odata_error.hpp"

namespace backbone::admin::odata {
namespace {

using input::equal_ignoring_case;

constexpr std::size_t kMaximumOrders = 5;
constexpr std::int32_t kMaximumTop = 100;

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
}

std::vector<std::string_view> parts_of(std::string_view list)
{
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = std::min(list.find(','), list.size());
        parts.push_back(trimmed(list.substr(0, end)));
        if (end == list.size()) return parts;
        list.remove_prefix(end + 1);
    }
}

std::int32_t natural_number(std::string_view name, std::string_view text)
{
    const bool has_only_digits = std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!has_only_digits) throw malformed(name, "it is no whole number from 0 on");
    std::int32_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc()) throw Refused("A number is too large.");
    return value;
}

Order order_of(std::string_view part)
{
    const std::size_t end = std::min(part.find_first_of(" \t"), part.size());
    const std::string_view direction = trimmed(part.substr(end));
    const Property* property = find_property(part.substr(0, end));
    if (!property) throw malformed("$orderby", "there is no such property");
    if (equal_ignoring_case(direction, "desc")) return {property, true};
    if (!direction.empty() && !equal_ignoring_case(direction, "asc")) {
        throw malformed("$orderby", "a direction is asc or desc");
    }
    return {property, false};
}

void read_filter(QueryOptions& options, std::string_view value)
{
    options.filter = parse_filter(value);
}

void read_order(QueryOptions& options, std::string_view value)
{
    for (const std::string_view part : parts_of(value)) {
        const Order order = order_of(part);
        const auto same = [&](const Order& other) { return other.property == order.property; };
        if (std::ranges::any_of(options.order_by, same)) throw Refused("Duplicate property in $orderby.");
        options.order_by.push_back(order);
    }
    if (options.order_by.size() > kMaximumOrders) throw Refused("At most 5 properties are allowed in $orderby.");
}

void read_top(QueryOptions& options, std::string_view value)
{
    options.top = natural_number("$top", value);
    if (*options.top > kMaximumTop) throw Refused("The limit of '100' for $top has been exceeded.");
}

void read_skip(QueryOptions& options, std::string_view value)
{
    options.skip = natural_number("$skip", value);
}

void read_count(QueryOptions& options, std::string_view value)
{
    if (value != "true" && value != "false") throw malformed("$count", "it is true or false");
    options.count = value == "true";
}

void read_select(QueryOptions& options, std::string_view value)
{
    for (const std::string_view part : parts_of(value)) {
        if (part == "*") {
            options.selects_all_by_name = true;
            continue;
        }
        const Property* property = find_property(part);
        if (!property || property->is_of_tier()) throw malformed("$select", "there is no such property");
        if (std::ranges::find(options.select, property) == options.select.end()) options.select.push_back(property);
    }
    if (options.selects_all_by_name) options.select.clear();
}

/// `$select=name` in the parentheses behind `tier`.
void read_options_of_tier(QueryOptions& options, std::string_view inner)
{
    const std::size_t equals = std::min(inner.find('='), inner.size());
    const std::string_view name = trimmed(inner.substr(0, equals));
    if (!equal_ignoring_case(name, "$select") && !equal_ignoring_case(name, "select")) {
        throw malformed("$expand", "of the tier only members can be selected");
    }
    for (const std::string_view part : parts_of(inner.substr(std::min(equals + 1, inner.size())))) {
        const Property* property = find_property("tier/" + std::string(part));
        if (!property) throw malformed("$expand", "the tier has no such property");
        options.select_of_tier.push_back(property);
    }
}

void read_expand(QueryOptions& options, std::string_view value)
{
    value = trimmed(value);
    const std::size_t open = std::min(value.find('('), value.size());
    const std::string_view name = trimmed(value.substr(0, open));
    if (value != "*" && !equal_ignoring_case(name, "tier")) throw malformed("$expand", "only the tier can be expanded");
    options.expands_tier = true;
    if (open == value.size()) return;
    if (!value.ends_with(')')) throw malformed("$expand", "a closing parenthesis is missing");
    read_options_of_tier(options, value.substr(open + 1, value.size() - open - 2));
}

/// What may be sent along without meaning anything here.
void ignore(QueryOptions&, std::string_view) {}

struct Reader
{
    std::string_view name;
    void (*read)(QueryOptions&, std::string_view);
};

constexpr auto kReaders = std::to_array<Reader>({{"$filter", read_filter},
                                                 {"$orderby", read_order},
                                                 {"$top", read_top},
                                                 {"$skip", read_skip},
                                                 {"$count", read_count},
                                                 {"$select", read_select},
                                                 {"$expand", read_expand},
                                                 {"$format", ignore}});

/// The leading `$` may be left out. Null for parameters that are no options.
const Reader* reader_of(std::string_view name)
{
    const auto is_named = [&](const Reader& reader) {
        return equal_ignoring_case(reader.name, name) || equal_ignoring_case(reader.name.substr(1), name);
    };
    const auto found = std::ranges::find_if(kReaders, is_named);
    if (found != kReaders.end()) return found;
    if (name.starts_with('$')) throw Refused("The query parameter '" + std::string(name) + "' is not supported.");
    return nullptr;
}

}  // namespace

QueryOptions read_query_options(const Request& request)
{
    QueryOptions options;
    std::set<const Reader*> seen;
    for (const auto& [name, value] : request.query().pairs()) {
        const Reader* reader = reader_of(name);
        if (!reader) continue;
        if (!seen.insert(reader).second) throw malformed(reader->name, "it is given twice");
        if (input::is_blank(value)) throw Refused("The value of an option must not be empty.");
        reader->read(options, value);
    }
    return options;
}

}  // namespace backbone::admin::odata
