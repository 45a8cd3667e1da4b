// POST /api/v1/Identities (docs/protocol/admin.md §3.6)
#include "admin/use_cases.hpp"
#include "new_device.hpp"
#include "new_identity.hpp"

namespace backbone::devices::admin {
namespace {

struct Input
{
    std::string client_id;
    Base64Url public_key;
    std::string device_password;
    SignedChallenge signed_challenge;
    std::string language;
    std::uint8_t identity_version = 0;
};

constexpr auto kInput =
    input::from<Input>(input::member("clientId", &Input::client_id, not_empty()),
                       input::member("identityPublicKey", &Input::public_key, not_empty()),
                       input::member("devicePassword", &Input::device_password, not_empty()),
                       input::object("signedChallenge", &Input::signed_challenge, kSignedChallenge),
                       input::member("deviceCommunicationLanguage", &Input::language, communication_language()),
                       input::member("identityVersion", &Input::identity_version));

}  // namespace

Response create_identity(const Dependencies& devices, const Request& request, Context& context)
{
    const Input input = kInput.read(request, context);
    const NewIdentity wanted{.public_key = input.public_key,
                             .device_password = input.device_password,
                             .signed_challenge = input.signed_challenge,
                             .language = input.language,
                             .identity_version = input.identity_version};
    Identity identity = prove_identity(devices, context, wanted);
    const auto client = client_store::find(context.queries(), input.client_id);
    if (!client) throw not_found("OAuthClient");
    return created(store_identity(devices, context, std::move(identity), wanted, *client));
}

}  // namespace backbone::devices::admin
