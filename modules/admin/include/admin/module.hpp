#pragma once

#include <admin/options.hpp>
#include <backbone/operators.hpp>
#include <backbone/registry.hpp>

namespace backbone::admin {

struct AdminServices
{
    Operators& operators;
    const AuditLogOptions& audit_log;
};

/// The operator's view: keys and XSRF pairs, the overview of identities, what is measured, and the audit log.
/// The services must outlive the registry.
void register_admin(Registry& registry, const AdminServices& services);

}  // namespace backbone::admin
