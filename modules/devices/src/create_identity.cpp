// POST /api/v2/Identities (docs/protocol/devices.md §4)
#include "codes.hpp"
#include "credentials.hpp"
#include "new_device.hpp"
#include "new_identity.hpp"
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

constexpr auto kInput = input::from<NewIdentity>(
    input::member("identityPublicKey", &NewIdentity::public_key, not_empty()),
    input::member("devicePassword", &NewIdentity::device_password, not_empty()),
    input::object("signedChallenge", &NewIdentity::signed_challenge, kSignedChallenge),
    input::member("deviceCommunicationLanguage", &NewIdentity::language, communication_language()),
    input::member("identityVersion", &NewIdentity::identity_version));

}  // namespace

Response create_identity(const Dependencies& devices, const Request& request, Context& context)
{
    const Credentials credentials = kCredentials.read(request, context);
    const NewIdentity wanted = kInput.bind(request, context);
    const auto client = authenticate_client(devices, context, credentials.client_id, credentials.client_secret);
    if (!client) throw rule_violated(backbone::codes::kUnauthorized, "The client's id or secret is wrong.");
    kInput.check(wanted, context);

    Identity identity = prove_identity(devices, context, wanted);
    return created(store_identity(devices, context, std::move(identity), wanted, *client));
}

}  // namespace backbone::devices
