#pragma once

#include <challenges/challenge.hpp>

namespace backbone::challenges::store {

void insert(Queries& queries, const Challenge& challenge);

/// Both delete at most a batch, and answer whether there may be more.
bool delete_expired_before(Transaction& tx, Timestamp time);
bool delete_of_identity(Transaction& tx, const IdentityAddress& identity);

}  // namespace backbone::challenges::store
