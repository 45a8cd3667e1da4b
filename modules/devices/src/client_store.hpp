#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <devices/events.hpp>

namespace backbone::devices {

/// In bytes: 100 characters of up to four.
inline constexpr std::size_t kLongestClientId = 400;

/// An application that may create identities and log devices in. The members stand in the order of the store's columns.
/// Source: docs/protocol/devices.md §12.
struct OAuthClient
{
    std::string client_id;
    std::string display_name;
    std::string secret_hash;
    TierId default_tier;
    Timestamp created_at;
    /// Absent means unlimited.
    std::optional<std::int32_t> maximum_identities;
    std::int64_t number_of_identities = 0;

    friend bool operator==(const OAuthClient&, const OAuthClient&) = default;
};

namespace client_store {

std::optional<OAuthClient> find(Queries& queries, std::string_view client_id);
/// Locks the row, so that of two new identities only one takes the last place.
std::optional<OAuthClient> find_locked(Transaction& tx, std::string_view client_id);
struct ClientWithTier
{
    OAuthClient client;
    std::string tier_name;
};
/// Oldest first.
std::vector<ClientWithTier> select_all(Queries& queries);
/// Counts the identities that have its id. Throws UniqueViolation when the id is taken, ForeignKeyViolation when there
/// is no such tier.
void insert(Transaction& tx, const OAuthClient& client);
/// All but its id, its date and the number of its identities. Throws ForeignKeyViolation when there is no such tier.
void update(Transaction& tx, const OAuthClient& client);
/// Adds to the number of identities.
void count_identities(Transaction& tx, std::string_view client_id, std::int64_t change);
/// Answers whether there was such a client.
bool remove(Transaction& tx, std::string_view client_id);

}  // namespace client_store
}  // namespace backbone::devices
