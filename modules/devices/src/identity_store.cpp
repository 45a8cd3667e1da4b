#include "identity_store.hpp"

namespace backbone::devices::identity_store {
namespace {

constexpr Statement kFind{"identities.find", R"(
    SELECT address, client_id, public_key, created_at, identity_version, tier_id, tier_id_before_deletion, status,
           deletion_grace_period_ends_at
    FROM identities WHERE address = :address)"};

constexpr Statement kFindLocked{"identities.find_locked", R"(
    SELECT address, client_id, public_key, created_at, identity_version, tier_id, tier_id_before_deletion, status,
           deletion_grace_period_ends_at
    FROM identities {lock} WHERE address = :address {for_update})"};

constexpr Statement kExists{"identities.exists", R"(
    SELECT COUNT(*) FROM identities WHERE address = :address)"};

constexpr Statement kInsert{"identities.insert", R"(
    INSERT INTO identities (address, client_id, public_key, created_at, identity_version, tier_id,
                            tier_id_before_deletion, status, deletion_grace_period_ends_at)
    VALUES (:address, :client_id, :public_key, :created_at, :identity_version, :tier_id, :tier_id_before_deletion,
            :status, :deletion_grace_period_ends_at))"};

constexpr Statement kUpdate{"identities.update", R"(
    UPDATE identities
    SET tier_id = :tier_id, tier_id_before_deletion = :tier_id_before_deletion, status = :status,
        deletion_grace_period_ends_at = :deletion_grace_period_ends_at
    WHERE address = :address)"};

constexpr Statement kRemove{"identities.remove", R"(
    DELETE FROM identities WHERE address = :address)"};

// The status and the condition of the partial index stand in the text, since SQLite cannot tell that the index fits
// else.
constexpr Statement kSelectRipe{"identities.select_ripe", R"(
    SELECT address FROM identities
    WHERE status = 1 AND status <> 0 AND deletion_grace_period_ends_at <= :now AND address > :after
    ORDER BY address {limit :at_most})"};

}  // namespace

std::optional<Identity> find(Queries& queries, const IdentityAddress& address)
{
    return queries.find<Identity>(kFind, address);
}

std::optional<Identity> find_locked(Transaction& tx, const IdentityAddress& address)
{
    return tx.find<Identity>(kFindLocked, address);
}

bool exists(Queries& queries, const IdentityAddress& address)
{
    return queries.find<std::int64_t>(kExists, address).value() > 0;
}

void insert(Transaction& tx, const Identity& identity)
{
    tx.execute(kInsert, identity.address, identity.client_id, identity.public_key, identity.created_at,
               identity.identity_version, identity.tier, identity.tier_before_deletion, identity.status,
               identity.deletion_grace_period_ends_at);
}

void update(Transaction& tx, const Identity& identity)
{
    tx.execute(kUpdate, identity.tier, identity.tier_before_deletion, identity.status,
               identity.deletion_grace_period_ends_at, identity.address);
}

void remove(Transaction& tx, const IdentityAddress& address)
{
    tx.execute(kRemove, address);
}

std::vector<IdentityAddress> select_ripe(Queries& queries, Timestamp now, const IdentityAddress& after,
                                         std::int64_t at_most)
{
    return queries.select<IdentityAddress>(kSelectRipe, now, after, at_most);
}

}  // namespace backbone::devices::identity_store
