#pragma once

#include <functional>
#include <optional>
#include <vector>

#include <backbone/context.hpp>

#include "relationship_template.hpp"

namespace backbone::relationships::template_store {

void insert(Queries& queries, const RelationshipTemplate& relationship_template);

/// A template that an identity may know of, and what it has of it (docs/protocol/relationships.md §2.6).
struct VisibleTemplate
{
    RelationshipTemplate relationship_template;
    /// Absent when it is not limited.
    std::optional<std::int32_t> free_allocations;
    bool is_allocated = false;
};
std::optional<VisibleTemplate> find_visible(Queries& queries, const RelationshipTemplateId& id,
                                            const IdentityAddress& reader, Timestamp now);
bool is_visible(Queries& queries, const RelationshipTemplateId& id, const IdentityAddress& reader, Timestamp now);

/// Of several templates those that an identity may know of, oldest first.
struct TemplateAccess
{
    RelationshipTemplateId id;
    std::optional<Base64Url> password;
    /// It is the owner, or has read the template before.
    bool needs_no_password = false;
};
std::vector<TemplateAccess> select_visible(Queries& queries, const std::vector<RelationshipTemplateId>& ids,
                                           const IdentityAddress& reader, Timestamp now);
/// Oldest first.
void for_each(Queries& queries, const std::vector<RelationshipTemplateId>& ids,
              const std::function<void(const RelationshipTemplate&)>& visit);

/// Answers false when the reader already has one.
bool allocate(Queries& queries, const RelationshipTemplateId& id, const Caller& reader, Timestamp now);
/// Takes one of a limited number of allocations; answers how many are left, and nothing when none was.
std::optional<std::int32_t> take_free_allocation(Transaction& tx, const RelationshipTemplateId& id);

/// Answers when it was created; absent when there was no template of that owner that it can see.
std::optional<Timestamp> delete_created_by(Transaction& tx, const RelationshipTemplateId& id,
                                           const IdentityAddress& owner, Timestamp now);

struct ExpiredTemplate
{
    RelationshipTemplateId id;
    Timestamp expires_at;
};
/// A batch of those that expired by that time, behind the one given.
std::vector<ExpiredTemplate> select_expired(Queries& queries, Timestamp time, const ExpiredTemplate& after);
/// Those of them from which no relationship was made; answers which those were.
struct Deleted
{
    IdentityAddress created_by;
    Timestamp created_at;
};
std::vector<Deleted> delete_unused(Transaction& tx, const std::vector<RelationshipTemplateId>& ids);

/// These handle a batch, and answer whether there may be more.
bool delete_of_identity(Transaction& tx, const IdentityAddress& identity);
bool anonymise_recipient(Transaction& tx, const IdentityAddress& identity, const IdentityAddress& anonymous);
bool anonymise_allocations(Transaction& tx, const IdentityAddress& identity, const IdentityAddress& anonymous);

}  // namespace backbone::relationships::template_store
