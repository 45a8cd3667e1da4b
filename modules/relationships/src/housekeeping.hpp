#pragma once

#include <backbone/registry.hpp>

/// docs/protocol/relationships.md §10
namespace backbone::relationships {

void delete_expired_templates(JobContext& job);
void delete_decomposed_relationships(JobContext& job);

}  // namespace backbone::relationships
