#include <devices/clients.hpp>

#include <algorithm>
#include <array>
#include <limits>

#include <backbone/binding.hpp>
#include <backbone/error.hpp>

#include "client_store.hpp"
#include "codes.hpp"
#include "tier_store.hpp"

namespace backbone::devices {
namespace {

constexpr std::size_t kSecretLength = 30;
constexpr std::size_t kMaximumClientIdCharacters = 100;
constexpr std::int64_t kAll = std::numeric_limits<std::int32_t>::max();

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

/// By its name, or by its id.
std::optional<Tier> find_tier(Queries& queries, const std::string& name_or_id)
{
    if (auto tier = tier_store::find_by_name(queries, name_or_id)) return tier;
    const auto id = TierId::parse(name_or_id);
    return id ? tier_store::find(queries, *id) : std::nullopt;
}

/// The tier of a new client. That it is missing is no 404, though the code says so.
TierId default_tier_of(Queries& queries, const NewClient& wanted)
{
    const auto tier = find_tier(queries, wanted.default_tier);
    if (!tier) throw rule_violated(backbone::codes::kRecordNotFound, "Tier not found.");
    return tier->id;
}

Client shown(const OAuthClient& client, std::int64_t number_of_identities)
{
    return {client.client_id,  client.display_name,       client.default_tier,
            client.created_at, client.maximum_identities, number_of_identities};
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

void require_room(std::int32_t maximum_identities, std::int64_t number_of_identities)
{
    if (maximum_identities >= number_of_identities) return;
    throw rule_violated(codes::kMaxIdentitiesLessThanCurrentIdentities, "The client already has more identities.");
}

/// The client as it is after the update.
Client apply(Transaction& tx, const ClientUpdate& update, const std::optional<std::string>& secret_hash)
{
    auto client = client_store::find_locked(tx, update.client_id);
    if (!client) throw not_found("OAuthClient");
    if (update.default_tier) {
        const auto tier = find_tier(tx, *update.default_tier);
        if (!tier) throw rule_violated(codes::kTierIdInvalidOrDoesNotExist, "There is no such tier.");
        client->default_tier = tier->id;
    }
    const std::int64_t identities = client_store::count_identities(tx, client->client_id, kAll);
    if (update.maximum_identities) {
        if (*update.maximum_identities) require_room(**update.maximum_identities, identities);
        client->maximum_identities = *update.maximum_identities;
    }
    if (update.display_name) {
        client->display_name = update.display_name->empty() ? client->client_id : *update.display_name;
    }
    if (secret_hash) client->secret_hash = *secret_hash;
    client_store::update(tx, *client);
    return shown(*client, identities);
}

}  // namespace

ClientWithSecret create_client(Connection& connection, Passwords& passwords, const NewClient& wanted)
{
    require_default_tier(wanted.default_tier);
    if (characters_in(wanted.client_id) > kMaximumClientIdCharacters) {
        throw invalid_property("clientId", "is too long");
    }
    // Outside of the transaction that inserts, since the hash takes long.
    Draft made = connection.transaction([&](Transaction& tx) { return draft(tx, wanted); });
    made.client.secret_hash = passwords.hash(made.secret);
    try {
        connection.transaction([&](Transaction& tx) { client_store::insert(tx, made.client); });
    } catch (const UniqueViolation&) {
        throw client_id_already_exists();
    } catch (const ForeignKeyViolation&) {
        throw rule_violated(backbone::codes::kRecordNotFound, "Tier not found.");
    }
    return {shown(made.client, 0), std::move(made.secret)};
}

std::vector<Client> list_clients(Connection& connection)
{
    std::vector<Client> clients;
    for (const auto& [client, number_of_identities] : client_store::select_all(connection.queries())) {
        clients.push_back(shown(client, number_of_identities));
    }
    return clients;
}

ClientWithSecret update_client(Connection& connection, Passwords& passwords, const ClientUpdate& update)
{
    require_client_id(update.client_id);
    if (update.default_tier) require_default_tier(*update.default_tier);
    std::optional<std::string> secret = update.secret;
    if (secret && secret->empty()) {
        secret = connection.transaction([](Transaction& tx) { return generate_secret(tx.random()); });
    }
    const auto secret_hash = secret ? std::optional(passwords.hash(*secret)) : std::nullopt;
    Client client = connection.transaction([&](Transaction& tx) { return apply(tx, update, secret_hash); });
    return {std::move(client), secret.value_or(std::string{})};
}

void delete_client(Connection& connection, const std::string& client_id)
{
    require_client_id(client_id);
    const bool was_there = connection.transaction([&](Transaction& tx) { return client_store::remove(tx, client_id); });
    if (!was_there) throw not_found("OAuthClient");
}

void seed_client(Connection& connection, Passwords& passwords, const NewClient& client)
{
    if (client_store::find(connection.queries(), client.client_id)) return;
    try {
        create_client(connection, passwords, client);
    } catch (const Error& error) {
        // Another instance may have been faster.
        if (error.code() != codes::kClientIdAlreadyExists) throw;
    }
}

}  // namespace backbone::devices
