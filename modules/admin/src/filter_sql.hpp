#pragma once

#include <string>
#include <vector>

#include <backbone/columns.hpp>

#include "filter.hpp"

namespace backbone::admin::odata {

/// A condition in SQL that is true or false, never unknown. The parameters borrow the texts of the filter.
struct Condition
{
    std::string sql;
    std::vector<Parameter> parameters;
    /// It reads the table of the tiers.
    bool needs_tiers = false;
};

Condition condition_of(const Filter& filter);

}  // namespace backbone::admin::odata
