#pragma once

#include <optional>
#include <string>

#include <backbone/input.hpp>
#include <devices/module.hpp>

#include "client_store.hpp"
#include "device.hpp"
#include "identity.hpp"
#include "signed_challenge.hpp"

namespace backbone::devices {

/// What is sent to make an identity with its first device, checked by the rules of the request
/// (docs/protocol/devices.md §4).
struct NewIdentity
{
    Base64Url public_key;
    std::string device_password;
    SignedChallenge signed_challenge;
    std::optional<std::string> language;
    std::uint8_t identity_version = 0;
};

struct CreatedIdentity
{
    Identity identity;
    Device device;
};

void write_json(JsonWriter& json, const CreatedIdentity& created);

/// An identity, not yet stored and without client and tier, whose key signed the challenge. Throws Error when the proof
/// fails or the address is taken.
Identity prove_identity(const Dependencies& devices, Context& context, const NewIdentity& wanted);

/// Stores the identity with its first device, in the tier that the client gives, and raises IdentityCreated. Throws
/// Error when the client may not have more identities, when the password breaks the policy, and when somebody else was
/// faster. Needs the slow lane.
CreatedIdentity store_identity(const Dependencies& devices, Context& context, Identity identity,
                               const NewIdentity& wanted, const OAuthClient& client);

}  // namespace backbone::devices
