#pragma once

#include <backbone/log.hpp>
#include <backbone/registry.hpp>
#include <devices/options.hpp>

namespace backbone::push {

/// What the module needs of the process beside the registry; the options and the database outlive the registry.
struct Dependencies
{
    const devices::DevicesOptions& options;
    Database& database;
    Logger logger;
};

void register_push(Registry& registry, const Dependencies& dependencies);

}  // namespace backbone::push
