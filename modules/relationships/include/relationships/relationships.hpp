#pragma once

#include <string>

#include <relationships/events.hpp>

/// Other modules may read these columns in their own statements, so that one round trip answers a request; nothing
/// else:
///   relationships                     id, template_id, pair, from_address, to_address, created_at, status,
///                                     from_has_decomposed, to_has_decomposed
///   relationship_templates            id, created_by, created_at
///   relationship_template_allocations template_id, allocated_by, allocated_at
namespace backbone::relationships {

/// The value of the column `pair`: the same for all relationships of two identities, whoever began. Those with deleted
/// identities have the anonymous address in it, so that they are found for no living one.
std::string pair_of(const IdentityAddress& one, const IdentityAddress& other);

}  // namespace backbone::relationships
