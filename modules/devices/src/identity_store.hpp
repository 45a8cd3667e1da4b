#pragma once

#include <optional>

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

}  // namespace backbone::devices::identity_store
