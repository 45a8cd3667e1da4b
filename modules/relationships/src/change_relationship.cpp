// PUT /api/v2/Relationships/{id}/… (docs/protocol/relationships.md §5.6, §5.7)
#include <backbone/input.hpp>
#include <quotas/guard.hpp>

#include "relationship_store.hpp"
#include "usage.hpp"
#include "use_cases.hpp"

namespace backbone::relationships {
namespace {

/// So often somebody else may be faster.
constexpr int kMaximumAttempts = 20;

using ChangeRelationship = void (LoggedRelationship::*)(const Change&);

struct Input
{
    RelationshipId id;
};

constexpr auto kInput = input::from<Input>(input::path("id", &Input::id));

struct ResponseInput
{
    RelationshipId id;
    /// Absent in the request it is empty; null it is absent here.
    std::optional<Base64Url> creation_response_content{Base64Url{}};
};

constexpr auto kResponseInput =
    input::from<ResponseInput>(input::member("creationResponseContent", &ResponseInput::creation_response_content),
                               input::path("id", &ResponseInput::id));

void raise_event(Transaction& tx, const LoggedRelationship& changed)
{
    const Relationship& relationship = changed.relationship;
    const IdentityAddress& initiator = changed.audit_log.back().created_by;
    const IdentityAddress& peer = relationship.peer_of(initiator);
    switch (changed.audit_log.back().reason) {
        case AuditLogReason::reactivation_requested:
            return tx.raise(RelationshipReactivationRequested{relationship.id, peer});
        case AuditLogReason::acceptance_of_reactivation:
        case AuditLogReason::rejection_of_reactivation:
        case AuditLogReason::revocation_of_reactivation:
            return tx.raise(RelationshipReactivationCompleted{relationship.id, relationship.status, initiator, peer});
        default:
            return tx.raise(RelationshipStatusChanged{relationship.id, relationship.status, initiator, peer});
    }
}

/// Changes what was found; answers whether it is stored: nobody was faster.
bool store_change(Context& context, relationship_store::RevisedRelationship& found, ChangeRelationship change,
                  const relationship_store::NewResponse& creation_response_content)
{
    LoggedRelationship& logged = found.logged;
    const Relationship before = logged.relationship;
    (logged.*change)({context.required_caller(), context.now()});
    return context.transaction([&](Transaction& tx) {
        if (!relationship_store::update(tx, logged, found.revision, creation_response_content)) return false;
        raise_event(tx, logged);
        count_change(tx, before, logged.relationship, context.identity());
        return true;
    });
}

/// Looks without a lock, and looks again when somebody was faster.
Response change_relationship(Context& context, const RelationshipId& id, ChangeRelationship change,
                             const relationship_store::NewResponse& creation_response_content = {})
{
    for (int attempt = 0; attempt < kMaximumAttempts; ++attempt) {
        auto found = relationship_store::find_of(context.queries(), id, context.identity());
        if (!found) throw not_found("Relationship");
        if (!found->is_consistent()) continue;
        if (store_change(context, *found, change, creation_response_content)) return ok(found->logged);
    }
    throw Unavailable("the relationship changes again and again, or its audit log is not that of its revision");
}

Response respond(const Request& request, Context& context, ChangeRelationship change)
{
    const ResponseInput input = kResponseInput.read(request, context);
    return change_relationship(context, input.id, change, input.creation_response_content);
}

Response change_relationship(const Request& request, Context& context, ChangeRelationship change)
{
    return change_relationship(context, kInput.read(request, context).id, change);
}

}  // namespace

Response accept(const Request& request, Context& context)
{
    const ResponseInput input = kResponseInput.read(request, context);
    return quotas::within_quotas(context, {quotas::Metric::relationships}, [&] {
        return change_relationship(context, input.id, &LoggedRelationship::accept, input.creation_response_content);
    });
}

Response reject(const Request& request, Context& context)
{
    return respond(request, context, &LoggedRelationship::reject);
}

Response revoke(const Request& request, Context& context)
{
    return respond(request, context, &LoggedRelationship::revoke);
}

Response terminate(const Request& request, Context& context)
{
    return change_relationship(request, context, &LoggedRelationship::terminate);
}

Response request_reactivation(const Request& request, Context& context)
{
    return change_relationship(request, context, &LoggedRelationship::request_reactivation);
}

Response accept_reactivation(const Request& request, Context& context)
{
    return change_relationship(request, context, &LoggedRelationship::accept_reactivation);
}

Response reject_reactivation(const Request& request, Context& context)
{
    return change_relationship(request, context, &LoggedRelationship::reject_reactivation);
}

Response revoke_reactivation(const Request& request, Context& context)
{
    return change_relationship(request, context, &LoggedRelationship::revoke_reactivation);
}

Response decompose(const Request& request, Context& context)
{
    return change_relationship(request, context, &LoggedRelationship::decompose);
}

}  // namespace backbone::relationships
