#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>

#include "identity.hpp"

namespace backbone::devices::identity_store {

std::optional<Identity> find(Queries& queries, const IdentityAddress& address);
/// Locks the row until the transaction ends.
std::optional<Identity> find_locked(Transaction& tx, const IdentityAddress& address);
bool exists(Queries& queries, const IdentityAddress& address);
/// Throws UniqueViolation when the address is taken.
void insert(Transaction& tx, const Identity& identity);
/// Writes what can change: tier, status and grace period.
void update(Transaction& tx, const Identity& identity);
/// With its devices, feature flags and deletion processes.
void remove(Transaction& tx, const IdentityAddress& address);

/// Identities whose grace period has ended by `now`, and whose deletion has not begun. In the order of their addresses,
/// beginning after `after`.
std::vector<IdentityAddress> select_ripe(Queries& queries, Timestamp now, const IdentityAddress& after,
                                         std::int64_t at_most);

}  // namespace backbone::devices::identity_store
