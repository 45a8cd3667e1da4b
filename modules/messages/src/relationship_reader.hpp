#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <relationships/events.hpp>

/// What the module reads of the relationships' table.
namespace backbone::messages::relationship_reader {

struct LivingRelationship
{
    relationships::RelationshipId id;
    IdentityAddress peer;
    relationships::RelationshipStatus status{};
};

/// The pending, active and terminated relationships of an identity with these peers, of which there is one at most with
/// each; it is the youngest. Locks them until the transaction ends.
std::vector<LivingRelationship> lock_living(Transaction& tx, const IdentityAddress& identity,
                                            const std::vector<IdentityAddress>& peers);

/// Whether there is a relationship between them in any status.
bool exists_between(Transaction& tx, const IdentityAddress& one, const IdentityAddress& other);

}  // namespace backbone::messages::relationship_reader
