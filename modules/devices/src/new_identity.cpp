#include "new_identity.hpp"

#include <backbone/audit.hpp>

#include "codes.hpp"
#include "device_store.hpp"
#include "identity_counts.hpp"
#include "identity_store.hpp"
#include "json_object.hpp"
#include "new_device.hpp"

namespace backbone::devices {
namespace {

Error address_already_exists()
{
    return rule_violated(codes::kAddressAlreadyExists, "There already is an identity with this public key.");
}

void require_room(const OAuthClient& client)
{
    if (!client.maximum_identities || client.number_of_identities < *client.maximum_identities) return;
    throw rule_violated(codes::kClientReachedIdentitiesLimit, "The client cannot create more identities.");
}

void store(Transaction& tx, Identity& identity, const Device& device, const std::string& operator_name)
{
    const auto client = client_store::find_locked(tx, identity.client_id);
    if (!client) throw not_found("OAuthClient");
    require_room(*client);
    identity.tier = client->default_tier;
    identity_store::insert(tx, identity);
    device_store::insert(tx, device);
    if (!operator_name.empty()) {
        audit(tx, operator_name,
              {"identity.created", identity.address.text(), json_object("clientId", identity.client_id)});
    }
    tx.raise(IdentityCreated{identity.address, identity.tier});
    // Last, since many share the tier's row.
    count_new(tx, identity);
}

}  // namespace

void write_json(JsonWriter& json, const CreatedIdentity& created)
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

Identity prove_identity(const Dependencies& devices, Context& context, const NewIdentity& wanted)
{
    const Bytes key = raw_public_key(wanted.public_key);
    verify(wanted.signed_challenge, key, context.queries(), context.now());

    Identity identity;
    identity.address = IdentityAddress::from_public_key(key, devices.installation.did_domain_name);
    identity.public_key = wanted.public_key;
    identity.created_at = context.now();
    identity.identity_version = wanted.identity_version;
    if (identity_store::exists(context.queries(), identity.address)) throw address_already_exists();
    return identity;
}

CreatedIdentity store_identity(const Dependencies& devices, Context& context, Identity identity,
                               const NewIdentity& wanted, const OAuthClient& client)
{
    require_room(client);
    identity.client_id = client.client_id;
    Device device = make_device(devices, context, {identity.address, wanted.device_password, wanted.language});
    try {
        context.transaction([&](Transaction& tx) { store(tx, identity, device, context.operator_name()); });
    } catch (const UniqueViolation&) {
        throw address_already_exists();
    }
    return {std::move(identity), std::move(device)};
}

}  // namespace backbone::devices
