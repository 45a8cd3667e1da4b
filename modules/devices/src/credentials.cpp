#include "credentials.hpp"

namespace backbone::devices {

bool matches(const Dependencies& devices, const Context& context, std::string_view password, std::string_view hash)
{
    if (devices.passwords.is_known(password, hash)) return true;
    context.need_slow_lane();
    return devices.passwords.matches(password, hash);
}

std::optional<OAuthClient> authenticate_client(const Dependencies& devices, Context& context,
                                               const std::string& client_id, const std::string& client_secret)
{
    auto client = client_store::find(context.queries(), client_id);
    if (client && !matches(devices, context, client_secret, client->secret_hash)) client.reset();
    return client;
}

}  // namespace backbone::devices
