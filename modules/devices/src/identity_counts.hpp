#pragma once

#include <backbone/database.hpp>

#include "identity.hpp"

/// Keeps the numbers of identities that clients and tiers have. Each function costs no round trip of its own on
/// PostgreSQL. The locks are taken in one order: the client, the identity, the tiers by their ids; only the removal of
/// an identity takes it before the client, and nobody waits for it under the client's lock.
namespace backbone::devices {

void count_new(Transaction& tx, const Identity& identity);
void count_moved(Transaction& tx, const TierId& from, const TierId& to);
void count_removed(Transaction& tx, const Identity& identity);

}  // namespace backbone::devices
