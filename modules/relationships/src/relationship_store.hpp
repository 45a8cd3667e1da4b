#pragma once

#include <functional>
#include <iterator>
#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <devices/identities.hpp>

#include "relationship.hpp"

namespace backbone::relationships::relationship_store {

struct IdentityWithStatus
{
    IdentityAddress address;
    devices::IdentityStatus status{};
};
/// Locks the rows of both identities until the transaction ends, so that neither begins or ends to be deleted, nor
/// creates another relationship. Answers those that exist.
std::vector<IdentityWithStatus> lock_identities(Transaction& tx, const IdentityAddress& one,
                                                const IdentityAddress& other);

/// Whether an identity may be asked for a relationship.
struct Approachability
{
    devices::IdentityStatus status{};
    bool has_relationship = false;
};
/// Absent when there is no such identity.
std::optional<Approachability> find_approachability(Queries& queries, const IdentityAddress& peer,
                                                    const IdentityAddress& asking);

/// Answers false when the two have a relationship that forbids another one.
bool insert(Transaction& tx, const LoggedRelationship& logged, const std::optional<Base64Url>& creation_content);

/// What a change begins with.
struct RevisedRelationship
{
    LoggedRelationship logged;
    /// The number of the last entry of the audit log.
    std::int32_t revision = 0;

    /// Where readers see no snapshot, the row and its log may have been read before and after somebody's change.
    bool is_consistent() const { return std::ssize(logged.audit_log) == revision; }
};
/// Absent when there is none, or the reader is no participant.
std::optional<RevisedRelationship> find_of(Queries& queries, const RelationshipId& id, const IdentityAddress& reader);
std::optional<FullRelationship> find_full_of(Queries& queries, const RelationshipId& id, const IdentityAddress& reader);
/// Oldest first.
void for_each_of(Queries& queries, const std::vector<RelationshipId>& ids, const IdentityAddress& reader,
                 const Page& page, const std::function<void(const FullRelationship&)>& visit);
std::int64_t count_of(Queries& queries, const std::vector<RelationshipId>& ids, const IdentityAddress& reader);

/// What a change may store besides: the outer absence keeps what is there.
using NewResponse = std::optional<std::optional<Base64Url>>;
/// Stores one change of what had that revision: the status, and the last entry of the audit log. Answers false when
/// somebody else changed the relationship since it was read, or it is gone.
bool update(Transaction& tx, const LoggedRelationship& changed, std::int32_t revision,
            const NewResponse& creation_response_content);

struct Peer
{
    RelationshipId relationship;
    IdentityAddress address;
};
/// The peers in Pending, Active and Terminated relationships, by address.
std::vector<Peer> select_peers(Transaction& tx, const IdentityAddress& identity);
/// The peers in Pending and Active relationships and all that have read one of its templates, by address.
std::vector<IdentityAddress> select_interested(Transaction& tx, const IdentityAddress& identity);

/// For the deletion of an identity.
struct LockedRelationship
{
    Relationship relationship;
    /// The number and the time of the last entry of its audit log.
    std::int32_t revision = 0;
    Timestamp changed_at;
};
/// One that the identity has not decomposed.
std::optional<LockedRelationship> lock_next_of(Transaction& tx, const IdentityAddress& identity);
/// Stores that the identity decomposed it, with this entry, and that its address became the anonymous one.
void update(Transaction& tx, const LockedRelationship& changed, const AuditLogEntry& entry,
            const IdentityAddress& identity, const IdentityAddress& anonymous);

/// Deletes a batch of those that both sides had decomposed by that time; answers whether there may be more.
bool delete_ready(Transaction& tx, Timestamp time);

}  // namespace backbone::relationships::relationship_store
