#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>

#include "quota.hpp"

/// What identities have of what is counted.
namespace backbone::quotas::usage_store {

/// A quota of an identity or of its tier, with what is kept of its metric. The members stand in the order of the
/// columns.
struct FoundQuota
{
    Source source{};
    std::string id;
    Metric metric{};
    Period period{};
    std::int32_t maximum = 0;
    /// Absent where nothing is kept: of metrics that guard nothing.
    std::optional<Usage> usage;
};

/// Individual quotas first; then by metric and period.
std::vector<FoundQuota> select_quotas(Queries& queries, const IdentityAddress& identity);

/// Of a metric that guards nothing: what there is that was created since.
std::int64_t count_since(Queries& queries, Metric metric, const IdentityAddress& identity, Timestamp begin);

/// The rows of a new identity, which has nothing yet.
void insert(Transaction& tx, const IdentityAddress& identity);
void remove(Transaction& tx, const IdentityAddress& identity);

}  // namespace backbone::quotas::usage_store
