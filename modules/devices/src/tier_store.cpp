#include "tier_store.hpp"

namespace backbone::devices::tier_store {
namespace {

constexpr Statement kFind{"tiers.find", R"(
    SELECT id, name, can_be_used_as_default, can_be_manually_assigned FROM tiers WHERE id = :id)"};

constexpr Statement kFindByName{"tiers.find_by_name", R"(
    SELECT id, name, can_be_used_as_default, can_be_manually_assigned FROM tiers WHERE name = :name)"};

constexpr Statement kInsertIfAbsent{"tiers.insert_if_absent", R"(
    INSERT INTO tiers (id, name, can_be_used_as_default, can_be_manually_assigned)
    SELECT :id, :name, :can_be_used_as_default, :can_be_manually_assigned
    WHERE NOT EXISTS (SELECT 1 FROM tiers WHERE id = :id OR name = :name)
    {do_nothing})"};

}  // namespace

std::optional<Tier> find(Queries& queries, const TierId& id)
{
    return queries.find<Tier>(kFind, id);
}

std::optional<Tier> find_by_name(Queries& queries, std::string_view name)
{
    return queries.find<Tier>(kFindByName, name);
}

bool insert_if_absent(Queries& queries, const Tier& tier)
{
    return queries.change(kInsertIfAbsent, tier.id, tier.name, tier.can_be_used_as_default,
                          tier.can_be_manually_assigned) > 0;
}

}  // namespace backbone::devices::tier_store
