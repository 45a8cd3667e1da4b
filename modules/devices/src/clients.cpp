#include <devices/clients.hpp>

#include <algorithm>
#include <array>

#include <backbone/audit.hpp>
#include <backbone/binding.hpp>
#include <backbone/error.hpp>

#include "client_store.hpp"
#include "codes.hpp"
#include "json_object.hpp"
#include "tier_store.hpp"

namespace backbone::devices {
namespace {

constexpr std::size_t kSecretLength = 30;
constexpr std::size_t kMaximumClientIdCharacters = 100;

std::size_t characters_in(std::string_view utf8)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(utf8, [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

/// Without the 0, which is easily mistaken for the letter.
std::string generate_secret(Random& random)
{
    std::string secret;
    while (secret.size() < kSecretLength) {
        std::array<char, kSecretLength> characters{};
        fill_with_alphanumerics(characters, random);
        std::ranges::copy_if(characters, std::back_inserter(secret), [](char c) { return c != '0'; });
    }
    secret.resize(kSecretLength);
    return secret;
}

void require_client_id(const std::string& client_id)
{
    if (input::is_blank(client_id)) throw invalid_property("clientId", "must not be empty");
}

void require_default_tier(const std::string& tier)
{
    if (input::is_blank(tier)) throw invalid_property("defaultTier", "must not be empty");
}

Error client_id_already_exists()
{
    return rule_violated(codes::kClientIdAlreadyExists, "There already is a client with this id.");
}

Error tier_does_not_exist()
{
    return rule_violated(codes::kTierIdInvalidOrDoesNotExist, "There is no such tier.");
}

/// The tier of a new client. That it is missing is no 404, though the code says so.
TierId default_tier_of(Queries& queries, const NewClient& wanted)
{
    const auto tier = find_tier(queries, wanted.default_tier);
    if (!tier) throw rule_violated(backbone::codes::kRecordNotFound, "Tier not found.");
    return tier->id;
}

Client shown(const OAuthClient& client)
{
    return {client.client_id,  client.display_name,       client.default_tier,
            client.created_at, client.maximum_identities, client.number_of_identities};
}

/// A client with all that was left open, but for the hash of its secret.
struct Draft
{
    OAuthClient client;
    std::string secret;
};

Draft draft(Transaction& tx, const NewClient& wanted)
{
    if (!wanted.client_id.empty() && client_store::find(tx, wanted.client_id)) throw client_id_already_exists();
    Draft draft{.client = {.client_id = wanted.client_id,
                           .display_name = wanted.display_name,
                           .secret_hash = {},
                           .default_tier = default_tier_of(tx, wanted),
                           .created_at = tx.now(),
                           .maximum_identities = wanted.maximum_identities},
                .secret = wanted.secret};
    OAuthClient& client = draft.client;
    if (client.client_id.empty()) client.client_id = Id<"CLT">::generate(tx.random()).text();
    if (client.display_name.empty()) client.display_name = client.client_id;
    if (draft.secret.empty()) draft.secret = generate_secret(tx.random());
    return draft;
}

void require_room(const OAuthClient& client)
{
    if (!client.maximum_identities || *client.maximum_identities >= client.number_of_identities) return;
    throw rule_violated(codes::kMaxIdentitiesLessThanCurrentIdentities, "The client already has more identities.");
}

TierId new_default_tier(Queries& queries, const ClientUpdate& update)
{
    const auto id = TierId::parse(*update.default_tier);
    const auto tier = !update.takes_tier_names ? (id ? tier_store::find(queries, *id) : std::nullopt)
                                               : find_tier(queries, *update.default_tier);
    if (!tier) throw tier_does_not_exist();
    return tier->id;
}

/// For the audit log: what is new, but never the secret.
std::string changes_of(const ClientUpdate& update, const OAuthClient& client)
{
    std::string text;
    JsonWriter json(text);
    json.object([&] {
        if (update.default_tier) json.member("defaultTier", client.default_tier);
        if (update.maximum_identities) json.member("maxIdentities", client.maximum_identities);
        if (update.display_name) json.member("displayName", client.display_name);
        if (update.secret) json.member("secretChanged", true);
    });
    return text;
}

/// The client as it is after the update.
Client apply(Transaction& tx, std::string_view operator_name, const ClientUpdate& update,
             const std::optional<std::string>& secret_hash)
{
    const auto present = client_store::find_locked(tx, update.client_id);
    if (!present) throw not_found("OAuthClient");
    OAuthClient client = *present;
    if (update.default_tier) client.default_tier = new_default_tier(tx, update);
    if (update.maximum_identities) {
        client.maximum_identities = *update.maximum_identities;
        require_room(client);
    }
    if (update.display_name) {
        client.display_name = update.display_name->empty() ? client.client_id : *update.display_name;
    }
    if (secret_hash) client.secret_hash = *secret_hash;
    if (client != *present) {
        client_store::update(tx, client);
        audit(tx, operator_name, {"client.updated", client.client_id, changes_of(update, client)});
    }
    return shown(client);
}

/// `operator_name` is absent for what the configuration wants.
ClientWithSecret make(Connection& connection, Passwords& passwords, std::optional<std::string_view> operator_name,
                      const NewClient& wanted)
{
    require_default_tier(wanted.default_tier);
    if (characters_in(wanted.client_id) > kMaximumClientIdCharacters) {
        throw invalid_property("clientId", "is too long");
    }
    // Outside of the transaction that inserts, since the hash takes long.
    Draft made = connection.transaction([&](Transaction& tx) { return draft(tx, wanted); });
    OAuthClient& client = made.client;
    client.secret_hash = passwords.hash(made.secret);
    try {
        connection.transaction([&](Transaction& tx) {
            client_store::insert(tx, client);
            if (!operator_name) return;
            audit(tx, *operator_name,
                  {"client.created", client.client_id,
                   json_object("defaultTier", client.default_tier, "maxIdentities", client.maximum_identities)});
        });
    } catch (const UniqueViolation&) {
        throw client_id_already_exists();
    } catch (const ForeignKeyViolation&) {
        throw rule_violated(backbone::codes::kRecordNotFound, "Tier not found.");
    }
    return {shown(client), std::move(made.secret)};
}

}  // namespace

std::vector<ListedClient> list_clients(Queries& queries)
{
    std::vector<ListedClient> clients;
    for (auto& [client, tier_name] : client_store::select_all(queries)) {
        clients.push_back({shown(client), std::move(tier_name)});
    }
    return clients;
}

Client get_client(Queries& queries, const std::string& client_id)
{
    const auto client = client_store::find(queries, client_id);
    if (!client) throw not_found("OAuthClient");
    return shown(*client);
}

ClientWithSecret create_client(Connection& connection, Passwords& passwords, std::string_view operator_name,
                               const NewClient& wanted)
{
    return make(connection, passwords, operator_name, wanted);
}

ClientWithSecret update_client(Connection& connection, Passwords& passwords, std::string_view operator_name,
                               const ClientUpdate& update)
{
    require_client_id(update.client_id);
    if (update.default_tier) require_default_tier(*update.default_tier);
    std::optional<std::string> secret = update.secret;
    if (secret && secret->empty()) {
        secret = connection.transaction([](Transaction& tx) { return generate_secret(tx.random()); });
    }
    const auto secret_hash = secret ? std::optional(passwords.hash(*secret)) : std::nullopt;
    try {
        Client client =
            connection.transaction([&](Transaction& tx) { return apply(tx, operator_name, update, secret_hash); });
        return {std::move(client), secret.value_or(std::string{})};
    } catch (const ForeignKeyViolation&) {
        // It was deleted meanwhile.
        throw tier_does_not_exist();
    }
}

void delete_client(Connection& connection, std::string_view operator_name, const std::string& client_id)
{
    require_client_id(client_id);
    connection.transaction([&](Transaction& tx) {
        if (!client_store::remove(tx, client_id)) throw not_found("OAuthClient");
        audit(tx, operator_name, {"client.deleted", client_id});
    });
}

void seed_client(Connection& connection, Passwords& passwords, const NewClient& client)
{
    if (client_store::find(connection.queries(), client.client_id)) return;
    try {
        make(connection, passwords, std::nullopt, client);
    } catch (const Error& error) {
        // Another instance may have been faster.
        if (error.code() != codes::kClientIdAlreadyExists) throw;
    }
}

}  // namespace backbone::devices
