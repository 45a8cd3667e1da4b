#pragma once

#include <optional>
#include <string>

#include <devices/module.hpp>

#include "client_store.hpp"

namespace backbone::devices {

/// The client with that id and secret; absent when there is none. May need the slow lane.
std::optional<OAuthClient> authenticate_client(const Dependencies& devices, Context& context,
                                               const std::string& client_id, const std::string& client_secret);

/// True when the password fits the hash. Asks for the slow lane before it costs anything.
bool matches(const Dependencies& devices, const Context& context, std::string_view password, std::string_view hash);

}  // namespace backbone::devices
