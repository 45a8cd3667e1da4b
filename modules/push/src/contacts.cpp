#include "contacts.hpp"

#include <algorithm>

#include <relationships/relationships.hpp>

namespace backbone::push::contacts {
namespace {

// Pending, active and terminated: of these a pair has one at most, which is the youngest of its relationships.
constexpr Statement kSelectLiving{"push.select_living_relationships", R"(
    SELECT pair FROM relationships WHERE pair IN ({list pairs}) AND status IN (10, 20, 50) ORDER BY pair)"};

constexpr Statement kSelectKnown{"push.select_known_pairs", R"(
    SELECT DISTINCT pair FROM relationships WHERE pair IN ({list pairs}) ORDER BY pair)"};

}  // namespace

Contact weakest(Queries& queries, const IdentityAddress& identity, const std::vector<IdentityAddress>& others)
{
    std::vector<std::string> pairs;
    for (const IdentityAddress& other : others) pairs.push_back(relationships::pair_of(identity, other));
    if (queries.select<std::string>(kSelectLiving, List(pairs)).size() == pairs.size()) return Contact::living;
    const bool are_known = queries.select<std::string>(kSelectKnown, List(pairs)).size() == pairs.size();
    return are_known ? Contact::ended : Contact::none;
}

}  // namespace backbone::push::contacts
