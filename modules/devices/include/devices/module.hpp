#pragma once

#include <functional>

#include <backbone/access_tokens.hpp>
#include <backbone/authentication_observer.hpp>
#include <backbone/log.hpp>
#include <backbone/passwords.hpp>
#include <backbone/registry.hpp>
#include <devices/options.hpp>

namespace backbone::devices {

/// Writes the array of an identity's quotas into the operator's view of the identity (docs/protocol/quotas.md §8.10).
using WriteQuotas =
    std::function<void(JsonWriter& json, Queries& queries, const IdentityAddress& identity, Timestamp now)>;

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
    WriteQuotas write_quotas;
    Logger logger;
};

void register_devices(Registry& registry, const Dependencies& dependencies);

}  // namespace backbone::devices
