#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/passwords.hpp>
#include <devices/events.hpp>

/// What the operator does with OAuth clients (docs/protocol/devices.md §12). Every function throws Error with the code
/// of the rule that was broken. What changes something is written to the audit log under `operator_name`.
namespace backbone::devices {

struct Client
{
    std::string client_id;
    std::string display_name;
    TierId default_tier;
    Timestamp created_at;
    /// Absent means unlimited.
    std::optional<std::int32_t> maximum_identities;
    std::int64_t number_of_identities = 0;
};

struct ListedClient
{
    Client client;
    std::string default_tier_name;
};

struct NewClient
{
    /// Generated when empty.
    std::string client_id;
    /// The id when empty.
    std::string display_name;
    /// Generated when empty.
    std::string secret;
    /// The name or the id of a tier.
    std::string default_tier;
    std::optional<std::int32_t> maximum_identities;
};

/// The only time at which a secret is readable.
struct ClientWithSecret
{
    Client client;
    std::string secret;
};

struct ClientUpdate
{
    std::string client_id;
    /// The present one when absent.
    std::optional<std::string> default_tier;
    /// Whether that may be the name of a tier as well as its id.
    bool takes_tier_names = true;
    /// Outer absence keeps the present limit, inner absence removes it.
    std::optional<std::optional<std::int32_t>> maximum_identities;
    std::optional<std::string> display_name;
    /// A generated one when it is empty.
    std::optional<std::string> secret;
};

/// Oldest first.
std::vector<ListedClient> list_clients(Queries& queries);
Client get_client(Queries& queries, const std::string& client_id);
ClientWithSecret create_client(Connection& connection, Passwords& passwords, std::string_view operator_name,
                               const NewClient& client);
/// Writes nothing when nothing changes.
ClientWithSecret update_client(Connection& connection, Passwords& passwords, std::string_view operator_name,
                               const ClientUpdate& update);
/// Its identities stay.
void delete_client(Connection& connection, std::string_view operator_name, const std::string& client_id);

/// For a dev start: makes the client unless one with that id exists.
void seed_client(Connection& connection, Passwords& passwords, const NewClient& client);

}  // namespace backbone::devices
