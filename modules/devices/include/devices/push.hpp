#pragma once

#include <backbone/database.hpp>
#include <devices/options.hpp>

namespace backbone::devices {

/// Throws std::runtime_error when devices are registered for an app of an enabled platform that the options do not name
/// (any more), since those devices would silently get no pushes. Source: docs/protocol/devices.md §9.7.
void require_apps_in_use(Connection& connection, const PushOptions& options);

}  // namespace backbone::devices
