#pragma once

#include <exports/exports.hpp>

/// One function a file, with the columns and the order of docs/protocol/admin.md §8.
namespace backbone::exports {

std::int64_t write_devices(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_deletion_audit_log(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_relationship_templates(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_relationships(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_files(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_messages(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_datawallet_modifications(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_tokens(Queries& queries, Privacy privacy, const WriteText& write);
std::int64_t write_sync_errors(Queries& queries, Privacy privacy, const WriteText& write);

}  // namespace backbone::exports
