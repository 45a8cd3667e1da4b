#pragma once

#include <backbone/registry.hpp>
#include <messages/options.hpp>

namespace backbone::messages {

/// What the module needs of the process beside the registry; all of it outlives the registry.
struct Dependencies
{
    const MessagesOptions& options;
    const InstallationOptions& installation;
};

void register_messages(Registry& registry, const Dependencies& dependencies);

}  // namespace backbone::messages
