#pragma once

#include <backbone/database.hpp>

#include "message.hpp"

/// What becomes of the messages of a relationship when it ends. Each function changes all of them, with a constant
/// number of statements.
namespace backbone::messages::decomposition_store {

using relationships::RelationshipId;

/// The first side has decomposed the relationship, and sees its messages no more.
void hide_from_first(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side);

/// The second side has as well. The recipients become anonymous, and so do the senders of messages of which nothing is
/// left to anybody.
void hide_from_second(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side,
                      const IdentityAddress& anonymous);

/// One side is deleted, so its address goes, also where the other one still sees it.
void anonymise(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side,
               const IdentityAddress& anonymous);

/// Deletes the messages all of whose participants are anonymous.
void delete_orphaned(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& anonymous);

}  // namespace backbone::messages::decomposition_store
