// POST /api/v2/Identities (docs/protocol/devices.md §4)
#include <backbone/input.hpp>

#include "codes.hpp"
#include "credentials.hpp"
#include "device_store.hpp"
#include "identity_store.hpp"
#include "new_device.hpp"
#include "signed_challenge.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

struct Credentials
{
    std::string client_id;
    std::string client_secret;
};

// Checked before all other rules.
constexpr auto kCredentials = input::from<Credentials>(input::member("clientId", &Credentials::client_id),
                                                       input::member("clientSecret", &Credentials::client_secret));

struct Input
{
    Base64Url public_key;
    std::string device_password;
    SignedChallenge signed_challenge;
    std::optional<std::string> language;
    std::uint8_t identity_version = 0;
};

constexpr auto kInput =
    input::from<Input>(input::member("identityPublicKey", &Input::public_key, not_empty()),
                       input::member("devicePassword", &Input::device_password, not_empty()),
                       input::object("signedChallenge", &Input::signed_challenge, kSignedChallenge),
                       input::member("deviceCommunicationLanguage", &Input::language, communication_language()),
                       input::member("identityVersion", &Input::identity_version));

struct Created
{
    const Identity& identity;
    const Device& device;
};

void write_json(JsonWriter& json, const Created& created)
{
    json.object([&] {
        json.member("address", created.identity.address);
        json.member("createdAt", created.identity.created_at);
        json.key("device");
        json.object([&] {
            json.member("id", created.device.id);
            json.member("username", created.device.username);
            json.member("createdAt", created.device.created_at);
        });
    });
}

Error address_already_exists()
{
    return rule_violated(codes::kAddressAlreadyExists, "There already is an identity with this public key.");
}

void require_room(Queries& queries, const OAuthClient& client)
{
    if (!client.maximum_identities) return;
    const std::int64_t maximum = *client.maximum_identities;
    if (maximum <= 0 || client_store::count_identities(queries, client.client_id, maximum) >= maximum) {
        throw rule_violated(codes::kClientReachedIdentitiesLimit, "The client cannot create more identities.");
    }
}

void store(Transaction& tx, Identity identity, const Device& device)
{
    const auto client = client_store::find_locked(tx, identity.client_id);
    if (!client) throw not_found("OAuthClient");
    require_room(tx, *client);
    identity.tier = client->default_tier;
    identity_store::insert(tx, identity);
    device_store::insert(tx, device);
    tx.raise(IdentityCreated{identity.address, identity.tier});
}

}  // namespace

Response create_identity(const Dependencies& devices, const Request& request, Context& context)
{
    const Credentials credentials = kCredentials.read(request, context);
    const Input input = kInput.bind(request, context);
    const auto client = authenticate_client(devices, context, credentials.client_id, credentials.client_secret);
    if (!client) throw rule_violated(backbone::codes::kUnauthorized, "The client's id or secret is wrong.");
    kInput.check(input, context);

    const Bytes key = raw_public_key(input.public_key);
    verify(input.signed_challenge, key, context.queries(), context.now());

    Identity identity;
    identity.address = IdentityAddress::from_public_key(key, devices.installation.did_domain_name);
    identity.client_id = client->client_id;
    identity.public_key = input.public_key;
    identity.created_at = context.now();
    identity.identity_version = input.identity_version;
    if (identity_store::exists(context.queries(), identity.address)) throw address_already_exists();
    require_room(context.queries(), *client);

    const Device device = make_device(devices, context, {identity.address, input.device_password, input.language});
    try {
        context.transaction([&](Transaction& tx) { store(tx, identity, device); });
    } catch (const UniqueViolation&) {
        throw address_already_exists();
    }
    return created(Created{identity, device});
}

}  // namespace backbone::devices
