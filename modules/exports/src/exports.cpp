#include <exports/exports.hpp>

#include <array>

#include "tables.hpp"

namespace backbone::exports {
namespace {

constexpr auto kAll = std::to_array<Export>({
    {"devices.csv", write_devices},
    {"deletionAuditLogItems.csv", write_deletion_audit_log},
    {"relationshipTemplates.csv", write_relationship_templates},
    {"relationships.csv", write_relationships},
    {"files.csv", write_files},
    {"messages.csv", write_messages},
    {"datawalletModifications.csv", write_datawallet_modifications},
    {"tokens.csv", write_tokens},
    {"syncErrors.csv", write_sync_errors},
});

}  // namespace

std::span<const Export> all()
{
    return kAll;
}

}  // namespace backbone::exports
