#pragma once

#include <backbone/registry.hpp>

/// What becomes of the relationships and templates of an identity that is deleted (docs/protocol/relationships.md §9).
/// Each handles a batch, and answers whether there may be more.
namespace backbone::relationships {

/// A batch is one relationship: its event locks what belongs to both identities, in the order of their addresses.
bool decompose_relationships(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation);
bool delete_templates(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation);
bool anonymise_allocations(Transaction& tx, const IdentityAddress& identity, const InstallationOptions& installation);

}  // namespace backbone::relationships
