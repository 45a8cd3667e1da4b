#pragma once

#include <backbone/registry.hpp>
#include <relationships/options.hpp>

namespace backbone::relationships {

/// `options` must outlive the registry.
void register_relationships(Registry& registry, const RelationshipsOptions& options);

}  // namespace backbone::relationships
