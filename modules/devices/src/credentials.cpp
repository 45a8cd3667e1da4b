#include "credentials.hpp"

namespace backbone::devices {

bool matches(const Context& context, Passwords& passwords, std::string_view password, std::string_view hash)
{
    if (passwords.is_known(password, hash)) return true;
    context.need_slow_lane();
    return passwords.matches(password, hash);
}

std::optional<OAuthClient> authenticate_client(Context& context, Passwords& passwords, const std::string& client_id,
                                               const std::string& client_secret)
{
    auto client = client_store::find(context.queries(), client_id);
    if (client && !matches(context, passwords, client_secret, client->secret_hash)) client.reset();
    return client;
}

}  // namespace backbone::devices
