#pragma once

#include <backbone/access_tokens.hpp>
#include <backbone/authentication_observer.hpp>
#include <backbone/passwords.hpp>
#include <backbone/registry.hpp>
#include <devices/options.hpp>

namespace backbone::devices {

/// What the module needs of the process beside the registry; all of it outlives the registry.
struct Dependencies
{
    const DevicesOptions& options;
    const InstallationOptions& installation;
    const PasswordPolicy& password_policy;
    const LockoutOptions& lockout;
    Passwords& passwords;
    const AccessTokens& access_tokens;
    AuthenticationObserver& observer;
};

void register_devices(Registry& registry, const Dependencies& dependencies);

}  // namespace backbone::devices
