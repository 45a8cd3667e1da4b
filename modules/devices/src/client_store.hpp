#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <devices/events.hpp>

namespace backbone::devices {

/// In bytes: 100 characters of up to four.
inline constexpr std::size_t kLongestClientId = 400;

/// An application that may create identities and log devices in (docs/protocol/devices.md §12).
struct OAuthClient
{
    std::string client_id;
    std::string display_name;
    std::string secret_hash;
    TierId default_tier;
    Timestamp created_at;
    /// Absent means unlimited.
    std::optional<std::int32_t> maximum_identities;
};

namespace client_store {

std::optional<OAuthClient> find(Queries& queries, std::string_view client_id);
/// Locks the row, so that of two new identities only one takes the last place.
std::optional<OAuthClient> find_locked(Transaction& tx, std::string_view client_id);
/// With the number of identities of each, oldest first.
struct CountedClient
{
    OAuthClient client;
    std::int64_t number_of_identities = 0;
};
std::vector<CountedClient> select_all(Queries& queries);
/// Counted up to `at_most`, since more does not matter.
std::int64_t count_identities(Queries& queries, std::string_view client_id, std::int64_t at_most);
/// Throws UniqueViolation when the id is taken.
void insert(Transaction& tx, const OAuthClient& client);
void update(Transaction& tx, const OAuthClient& client);
/// Answers whether there was such a client.
bool remove(Transaction& tx, std::string_view client_id);

}  // namespace client_store
}  // namespace backbone::devices
