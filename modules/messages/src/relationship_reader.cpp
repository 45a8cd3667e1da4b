#include "relationship_reader.hpp"

#include <relationships/relationships.hpp>

namespace backbone::messages::relationship_reader {
namespace {

constexpr Statement kLockLiving{"messages.lock_living_relationships", R"(
    SELECT id, CASE WHEN from_address = :identity THEN to_address ELSE from_address END, status
    FROM relationships {lock}
    WHERE pair IN ({list pairs}) AND status IN (10, 20, 50)
    ORDER BY id {for_update})"};

constexpr Statement kFindAny{"messages.find_any_relationship", R"(
    SELECT id FROM relationships WHERE pair = :pair ORDER BY created_at {limit 1})"};

}  // namespace

std::vector<LivingRelationship> lock_living(Transaction& tx, const IdentityAddress& identity,
                                            const std::vector<IdentityAddress>& peers)
{
    std::vector<std::string> pairs;
    for (const IdentityAddress& peer : peers) pairs.push_back(relationships::pair_of(identity, peer));
    return tx.select<LivingRelationship>(kLockLiving, identity, List(pairs));
}

bool exists_between(Transaction& tx, const IdentityAddress& one, const IdentityAddress& other)
{
    return tx.find<relationships::RelationshipId>(kFindAny, relationships::pair_of(one, other)).has_value();
}

}  // namespace backbone::messages::relationship_reader
