#include "client_store.hpp"

namespace backbone::devices::client_store {
namespace {

constexpr Statement kFind{"oauth_clients.find", R"(
    SELECT client_id, display_name, secret_hash, default_tier_id, created_at, maximum_identities,
           number_of_identities
    FROM oauth_clients WHERE client_id = :client_id)"};

constexpr Statement kFindLocked{"oauth_clients.find_locked", R"(
    SELECT client_id, display_name, secret_hash, default_tier_id, created_at, maximum_identities,
           number_of_identities
    FROM oauth_clients {lock} WHERE client_id = :client_id {for_update})"};

constexpr Statement kSelectAll{"oauth_clients.select_all", R"(
    SELECT c.client_id, c.display_name, c.secret_hash, c.default_tier_id, c.created_at, c.maximum_identities,
           c.number_of_identities, t.name
    FROM oauth_clients c JOIN tiers t ON t.id = c.default_tier_id
    ORDER BY c.created_at, c.client_id)"};

// Identities of an earlier client with that id are its own from now on.
constexpr Statement kInsert{"oauth_clients.insert", R"(
    INSERT INTO oauth_clients (client_id, display_name, secret_hash, default_tier_id, created_at, maximum_identities,
                               number_of_identities)
    SELECT :client_id, :display_name, :secret_hash, :default_tier_id, :created_at, :maximum_identities,
           (SELECT COUNT(*) FROM identities WHERE client_id = :client_id))"};

constexpr Statement kUpdate{"oauth_clients.update", R"(
    UPDATE oauth_clients
    SET display_name = :display_name, secret_hash = :secret_hash, default_tier_id = :default_tier_id,
        maximum_identities = :maximum_identities
    WHERE client_id = :client_id)"};

constexpr Statement kCountIdentities{"oauth_clients.count_identities", R"(
    UPDATE oauth_clients SET number_of_identities = number_of_identities + :change WHERE client_id = :client_id)"};

constexpr Statement kDelete{"oauth_clients.delete", R"(
    DELETE FROM oauth_clients WHERE client_id = :client_id)"};

}  // namespace

std::optional<OAuthClient> find(Queries& queries, std::string_view client_id)
{
    return queries.find<OAuthClient>(kFind, client_id);
}

std::optional<OAuthClient> find_locked(Transaction& tx, std::string_view client_id)
{
    return tx.find<OAuthClient>(kFindLocked, client_id);
}

std::vector<ClientWithTier> select_all(Queries& queries)
{
    return queries.select<ClientWithTier>(kSelectAll);
}

void insert(Transaction& tx, const OAuthClient& client)
{
    tx.execute(kInsert, client.client_id, client.display_name, client.secret_hash, client.default_tier,
               client.created_at, client.maximum_identities);
}

void update(Transaction& tx, const OAuthClient& client)
{
    tx.execute(kUpdate, client.display_name, client.secret_hash, client.default_tier, client.maximum_identities,
               client.client_id);
}

void count_identities(Transaction& tx, std::string_view client_id, std::int64_t change)
{
    tx.execute(kCountIdentities, change, client_id);
}

bool remove(Transaction& tx, std::string_view client_id)
{
    return tx.change(kDelete, client_id) > 0;
}

}  // namespace backbone::devices::client_store
