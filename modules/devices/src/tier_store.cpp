#include "tier_store.hpp"

namespace backbone::devices::tier_store {
namespace {

constexpr Statement kFind{"tiers.find", R"(
    SELECT id, name, can_be_used_as_default, can_be_manually_assigned, number_of_identities
    FROM tiers WHERE id = :id)"};

constexpr Statement kFindByName{"tiers.find_by_name", R"(
    SELECT id, name, can_be_used_as_default, can_be_manually_assigned, number_of_identities
    FROM tiers WHERE name = :name)"};

constexpr Statement kSelectAll{"tiers.select_all", R"(
    SELECT id, name, can_be_used_as_default, can_be_manually_assigned, number_of_identities
    FROM tiers ORDER BY name)"};

constexpr Statement kSelectLocked{"tiers.select_locked", R"(
    SELECT id, name, can_be_used_as_default, can_be_manually_assigned, number_of_identities
    FROM tiers {lock} WHERE id IN ({list ids}) ORDER BY id {for_update})"};

constexpr Statement kInsertIfAbsent{"tiers.insert_if_absent", R"(
    INSERT INTO tiers (id, name, can_be_used_as_default, can_be_manually_assigned)
    SELECT :id, :name, :can_be_used_as_default, :can_be_manually_assigned
    WHERE NOT EXISTS (SELECT 1 FROM tiers WHERE id = :id OR name = :name)
    {do_nothing})"};

constexpr Statement kRemove{"tiers.remove", R"(
    DELETE FROM tiers WHERE id = :id)"};

constexpr Statement kFindUse{"tiers.find_use", R"(
    SELECT CASE WHEN EXISTS (SELECT 1 FROM oauth_clients WHERE default_tier_id = :id) THEN 1 ELSE 0 END,
           CASE WHEN EXISTS (SELECT 1 FROM identities WHERE tier_id = :id) THEN 1 ELSE 0 END)"};

constexpr Statement kCountIdentities{"tiers.count_identities", R"(
    UPDATE tiers SET number_of_identities = number_of_identities + :change WHERE id = :id)"};

}  // namespace

std::optional<Tier> find(Queries& queries, const TierId& id)
{
    return queries.find<Tier>(kFind, id);
}

std::optional<Tier> find_by_name(Queries& queries, std::string_view name)
{
    return queries.find<Tier>(kFindByName, name);
}

std::vector<Tier> select_all(Queries& queries)
{
    return queries.select<Tier>(kSelectAll);
}

std::vector<Tier> select_locked(Transaction& tx, const std::vector<TierId>& ids)
{
    return tx.select<Tier>(kSelectLocked, List(ids));
}

bool insert_if_absent(Queries& queries, const Tier& tier)
{
    return queries.change(kInsertIfAbsent, tier.id, tier.name, tier.can_be_used_as_default,
                          tier.can_be_manually_assigned) > 0;
}

void remove(Transaction& tx, const TierId& id)
{
    tx.execute(kRemove, id);
}

Use find_use(Queries& queries, const TierId& id)
{
    return queries.find<Use>(kFindUse, id).value();
}

void count_identities(Transaction& tx, const TierId& id, std::int64_t change)
{
    tx.execute(kCountIdentities, change, id);
}

}  // namespace backbone::devices::tier_store
