#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <quotas/quotas.hpp>

namespace backbone::quotas::quota_store {

/// The tier with its quotas, by metric and period; absent when there is no such tier.
std::optional<TierWithQuotas> find_tier(Queries& queries, const devices::TierId& tier);
bool tier_exists(Queries& queries, const devices::TierId& tier);
bool identity_exists(Queries& queries, const IdentityAddress& identity);

/// These throw UniqueViolation when there is one for the metric and the period.
void insert(Transaction& tx, const devices::TierId& tier, const TierQuota& quota);
void insert(Transaction& tx, const IdentityAddress& identity, const IndividualQuota& quota);
/// The same, and nothing when there is one.
void insert_if_absent(Transaction& tx, const devices::TierId& tier, const TierQuota& quota);

/// Answer whether there was one.
bool remove(Transaction& tx, const devices::TierId& tier, const TierQuotaId& quota);
bool remove(Transaction& tx, const IdentityAddress& identity, const IndividualQuotaId& quota);

}  // namespace backbone::quotas::quota_store
