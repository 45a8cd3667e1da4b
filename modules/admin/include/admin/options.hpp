#pragma once

#include <chrono>

#include <backbone/options.hpp>

namespace backbone::admin {

struct AuditLogOptions
{
    /// Of what operators did.
    std::chrono::hours retention{24 * 3650};
};

void describe(OptionSection& options, AuditLogOptions& audit_log);

}  // namespace backbone::admin
