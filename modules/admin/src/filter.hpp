#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <backbone/timestamp.hpp>

#include "identity_overview.hpp"

/// What a `$filter` means (docs/protocol/admin.md §3.7).
namespace backbone::admin::odata {

/// A day in UTC; the timestamp is its beginning.
struct Day
{
    Timestamp begin;
};

struct Null
{};

using Literal = std::variant<Null, std::string, std::int64_t, Timestamp, Day>;

enum class Operator : std::uint8_t { eq, ne, gt, ge, lt, le };

/// A property, or a text that is made of one.
struct Operand
{
    enum class Case : std::uint8_t { as_stored, lower, upper };

    const Property* property = nullptr;
    Case text_case = Case::as_stored;
};

struct Filter;

struct Constant
{
    bool value = false;
};

struct Comparison
{
    Operand operand;
    Operator comparison = Operator::eq;
    Literal literal;
};

/// The operand is one of them.
struct Membership
{
    Operand operand;
    std::vector<Literal> literals;
};

/// The text is a part of the operand.
struct Search
{
    Operand operand;
    std::string text;
    bool only_at_start = false;
};

struct Negation
{
    /// One.
    std::vector<Filter> of;
};

struct Junction
{
    /// Otherwise one of them is enough.
    bool needs_all = true;
    std::vector<Filter> parts;
};

struct Filter
{
    std::variant<Constant, Comparison, Membership, Search, Negation, Junction> meaning;
};

/// Throws Error when it is malformed, and Refused when it is too large.
Filter parse_filter(std::string_view text);

}  // namespace backbone::admin::odata
