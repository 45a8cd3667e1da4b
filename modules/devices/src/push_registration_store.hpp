#pragma once

#include <optional>

#include <backbone/database.hpp>

#include "push_registration.hpp"

namespace backbone::devices::push_registration_store {

/// Replaces what the device's registration says; answers its identifier, which stays. Absent when there is none.
std::optional<PushIdentifier> update(Queries& queries, const PushRegistration& registration);
/// Answers false when the device has one already. Throws ForeignKeyViolation when there is no such device.
bool insert_if_absent(Queries& queries, const PushRegistration& registration, const PushIdentifier& identifier);
void remove(Queries& queries, const DeviceId& device);

/// The apps for which devices are registered, one after the other: the first one behind `after`.
std::optional<std::string> next_app(Queries& queries, PushPlatform platform, const std::string& after);

/// Deletes a batch; answers whether there may be more.
bool delete_of_identity(Transaction& tx, const IdentityAddress& identity);

}  // namespace backbone::devices::push_registration_store
