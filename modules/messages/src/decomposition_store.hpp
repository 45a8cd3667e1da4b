#pragma once

#include <functional>

#include <backbone/database.hpp>

#include "message.hpp"

/// What becomes of the messages of a relationship when it ends. Each function changes all of them, with a constant
/// number of statements.
namespace backbone::messages::decomposition_store {

using relationships::RelationshipId;

/// One of the two sides of a relationship.
struct Side
{
    IdentityAddress address;
    /// What the others see from now on: the same, or the anonymous address.
    IdentityAddress known_as;
};

/// The first side has decomposed the relationship, and sees its messages no more.
void hide_from_first(Transaction& tx, const RelationshipId& relationship, const Side& side);

/// The second side has as well. First, what is left of each message to somebody is told, which makes the senders of
/// those anonymous of which nothing is.
void part(Transaction& tx, const RelationshipId& relationship, const Side& side, const IdentityAddress& anonymous);
/// Of each of those messages, whether that side was its recipient, and when it was created. Directly after `part`.
using Visit = std::function<void(bool was_received, Timestamp created_at)>;
void for_each_parted(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& side,
                     const Visit& visit);
/// Deletes them. Only between the other two.
void delete_parted(Transaction& tx, const RelationshipId& relationship);
/// Then the recipients become anonymous.
void hide_from_both(Transaction& tx, const RelationshipId& relationship, const IdentityAddress& anonymous);

}  // namespace backbone::messages::decomposition_store
