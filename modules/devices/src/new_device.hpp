#pragma once

#include <backbone/rules.hpp>
#include <devices/module.hpp>

#include "device.hpp"

namespace backbone::devices {

/// What a client says of a device that it adds to an identity.
struct NewDevice
{
    const IdentityAddress& identity;
    const std::string& password;
    const std::optional<std::string>& language;
    /// The device that adds it; absent for the first one, which counts as its own creator.
    std::optional<DeviceId> created_by{};
    bool is_backup_device = false;
};

/// A device with a new id, user name and password hash, not yet stored. Throws Error when the password breaks the
/// policy. Needs the slow lane.
Device make_device(const Dependencies& devices, const Context& context, const NewDevice& wanted);

/// The rule for a communication language, with its own code.
struct CommunicationLanguage
{
    Verdict operator()(const std::string& code, const Context&) const;
};
constexpr CommunicationLanguage communication_language()
{
    return {};
}

}  // namespace backbone::devices
