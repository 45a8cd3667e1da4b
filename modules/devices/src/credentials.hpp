#pragma once

#include <string>

#include "client_store.hpp"
#include <backbone/context.hpp>
#include <backbone/passwords.hpp>

namespace backbone::devices {

/// The client with that id and secret; absent when there is none. May need the slow lane.
std::optional<OAuthClient> authenticate_client(Context& context, Passwords& passwords, const std::string& client_id,
                                               const std::string& client_secret);

/// True when the password fits the hash. Asks for the slow lane before it costs anything.
bool matches(const Context& context, Passwords& passwords, std::string_view password, std::string_view hash);

}  // namespace backbone::devices
