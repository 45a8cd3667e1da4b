#pragma once

#include <optional>

#include <backbone/context.hpp>

#include "relationship_template.hpp"

namespace backbone::relationships {

/// Reads a template for the caller, who thereby takes one of its allocations, unless it is the owner or has one.
/// Whatever becomes of the request, the allocation stays. Throws 404 when the template is not visible or the password
/// is wrong, and `maxNumberOfAllocationsExhausted`. Source: docs/protocol/relationships.md §4.2.
RelationshipTemplate read_and_allocate(Context& context, const RelationshipTemplateId& id,
                                       const std::optional<Base64Url>& password);

}  // namespace backbone::relationships
