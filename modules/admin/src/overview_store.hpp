#pragma once

#include <cstdint>
#include <functional>

#include <backbone/database.hpp>

#include "filter_sql.hpp"
#include "query_options.hpp"

/// The table `identity_overviews`, read as requests ask for it. Each is one statement.
namespace backbone::admin::overview_store {

using Visit = std::function<void(const odata::IdentityOverview&)>;

void for_each(Queries& queries, const odata::QueryOptions& options, const odata::Condition& condition,
              const Visit& visit);
std::int64_t count(Queries& queries, const odata::Condition& condition);

}  // namespace backbone::admin::overview_store
