#pragma once

#include <optional>

#include <backbone/database.hpp>

#include "relationship.hpp"

namespace backbone::relationships {

/// Tells the quotas what a change means for the two for whom the relationship counts, or no longer does; the last thing
/// in a transaction. `before` is absent for a new one. Of the one who makes the change, the quota has to allow it.
void count_change(Transaction& tx, const std::optional<Relationship>& before, const Relationship& after,
                  const IdentityAddress& actor);

}  // namespace backbone::relationships
