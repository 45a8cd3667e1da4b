#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <backbone/request.hpp>

#include "filter.hpp"

namespace backbone::admin::odata {

struct Order
{
    const Property* property = nullptr;
    bool is_descending = false;
};

/// What a request asks of the overview of identities (docs/protocol/admin.md §3.7).
struct QueryOptions
{
    std::optional<Filter> filter;
    std::vector<Order> order_by;
    std::optional<std::int32_t> top;
    std::optional<std::int32_t> skip;
    bool count = false;
    /// Empty: all of them.
    std::vector<const Property*> select;
    /// Asked for as `*`.
    bool selects_all_by_name = false;
    bool expands_tier = false;
    /// Of the tier; empty: all of them.
    std::vector<const Property*> select_of_tier;
};

/// Throws Error when an option is malformed, and Refused when it asks for too much.
QueryOptions read_query_options(const Request& request);

}  // namespace backbone::admin::odata
