#pragma once

#include <span>

#include <backbone/database.hpp>

#include "database/expansion.hpp"

namespace backbone::database {

/// Cuts the rows of a bulk insert into statements of 64, 32, … rows, so that few different ones are prepared, and calls
/// `insert(rows, values)` for each.
template <class Insert>
void for_each_bulk(Backend backend, const BulkInsert& bulk, std::span<const Parameter> values, Insert&& insert)
{
    std::size_t size = largest_bulk(backend, bulk.columns);
    while (!values.empty()) {
        while (size * bulk.columns > values.size()) size /= 2;
        insert(size, values.first(size * bulk.columns));
        values = values.subspan(size * bulk.columns);
    }
}

}  // namespace backbone::database
