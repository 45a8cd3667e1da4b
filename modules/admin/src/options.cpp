#include <admin/options.hpp>

namespace backbone::admin {

void describe(OptionSection& options, AuditLogOptions& audit_log)
{
    options.value("audit_log_retention", audit_log.retention, {.minimum = std::chrono::hours{24}});
}

}  // namespace backbone::admin
