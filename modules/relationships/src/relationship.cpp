#include "relationship.hpp"

#include <algorithm>
#include <string>

#include <backbone/error.hpp>

#include "codes.hpp"

namespace backbone::relationships {
namespace {

using enum RelationshipStatus;

void write_members_but_contents(JsonWriter& json, const LoggedRelationship& logged)
{
    const Relationship& relationship = logged.relationship;
    json.member("id", relationship.id);
    json.member("relationshipTemplateId", relationship.relationship_template);
    json.member("from", relationship.from);
    json.member("to", relationship.to);
    json.member("createdAt", relationship.created_at);
    json.member("status", relationship.status);
    json.member("auditLog", logged.audit_log);
}

}  // namespace

bool Relationship::was_decomposed_by(const IdentityAddress& participant) const
{
    return participant == from ? from_has_decomposed : to_has_decomposed;
}

bool Relationship::counts_for_creator() const
{
    return status == pending || status == active || status == terminated ||
           (status == deletion_proposed && to_has_decomposed);
}

bool Relationship::counts_for_recipient() const
{
    return status == active || status == terminated || (status == deletion_proposed && from_has_decomposed);
}

void Relationship::mark_decomposed_by(const IdentityAddress& participant)
{
    (participant == from ? from_has_decomposed : to_has_decomposed) = true;
    status = from_has_decomposed && to_has_decomposed ? ready_for_deletion : deletion_proposed;
}

LoggedRelationship LoggedRelationship::create(Relationship relationship, const Change& change)
{
    relationship.status = pending;
    return {.relationship = std::move(relationship),
            .audit_log = {{.reason = AuditLogReason::creation,
                           .old_status = std::nullopt,
                           .new_status = pending,
                           .created_by = change.by.identity,
                           .created_by_device = change.by.device,
                           .created_at = change.at}}};
}

void LoggedRelationship::accept(const Change& change)
{
    require_status({pending});
    require_recipient(change);
    set_status(active, AuditLogReason::acceptance_of_creation, change);
}

void LoggedRelationship::reject(const Change& change)
{
    require_status({pending});
    require_recipient(change);
    set_status(rejected, AuditLogReason::rejection_of_creation, change);
}

void LoggedRelationship::revoke(const Change& change)
{
    require_status({pending});
    if (change.by.identity != relationship.from) {
        throw rule_violated(codes::kNotCreatedByYourself, "Only who created a relationship can revoke it.");
    }
    set_status(revoked, AuditLogReason::revocation_of_creation, change);
}

void LoggedRelationship::terminate(const Change& change)
{
    require_status({active});
    set_status(terminated, AuditLogReason::termination, change);
}

void LoggedRelationship::request_reactivation(const Change& change)
{
    if (has_open_request()) {
        throw rule_violated(codes::kOpenReactivationRequest, "There is an open request for a reactivation.");
    }
    require_status({terminated});
    set_status(terminated, AuditLogReason::reactivation_requested, change);
}

void LoggedRelationship::accept_reactivation(const Change& change)
{
    if (!has_open_request() || is_requester(change)) {
        throw rule_violated(codes::kNothingToAccept, "There is no request for a reactivation that you can accept.");
    }
    set_status(active, AuditLogReason::acceptance_of_reactivation, change);
}

void LoggedRelationship::reject_reactivation(const Change& change)
{
    if (!has_open_request() || is_requester(change)) {
        throw rule_violated(codes::kNothingToReject, "There is no request for a reactivation that you can reject.");
    }
    set_status(terminated, AuditLogReason::rejection_of_reactivation, change);
}

void LoggedRelationship::revoke_reactivation(const Change& change)
{
    if (!has_open_request() || !is_requester(change)) {
        throw rule_violated(codes::kNothingToRevoke, "There is no request for a reactivation that you can revoke.");
    }
    set_status(terminated, AuditLogReason::revocation_of_reactivation, change);
}

void LoggedRelationship::decompose(const Change& change)
{
    if (relationship.was_decomposed_by(change.by.identity)) throw already_decomposed();
    require_status({rejected, revoked, terminated, deletion_proposed});
    const RelationshipStatus old_status = relationship.status;
    relationship.mark_decomposed_by(change.by.identity);
    append(AuditLogReason::decomposition, old_status, change);
}

void LoggedRelationship::require_status(std::initializer_list<RelationshipStatus> expected) const
{
    if (std::ranges::find(expected, relationship.status) != expected.end()) return;
    std::string names;
    for (const RelationshipStatus status : expected) {
        if (!names.empty()) names += " or ";
        names += name_of(status);
    }
    throw rule_violated(codes::kNotInCorrectStatus, "The relationship must be " + names + '.');
}

void LoggedRelationship::require_recipient(const Change& change) const
{
    if (change.by.identity == relationship.to) return;
    throw rule_violated(codes::kAddressedToSomeoneElse,
                        "Only the one to whom a relationship is addressed can accept or reject it.");
}

/// Whoever made it.
bool LoggedRelationship::has_open_request() const
{
    return audit_log.back().reason == AuditLogReason::reactivation_requested;
}

bool LoggedRelationship::is_requester(const Change& change) const
{
    return audit_log.back().created_by == change.by.identity;
}

void LoggedRelationship::set_status(RelationshipStatus status, AuditLogReason reason, const Change& change)
{
    const RelationshipStatus old_status = relationship.status;
    relationship.status = status;
    append(reason, old_status, change);
}

/// Clients sort the log by time, and requests may overtake each other.
void LoggedRelationship::append(AuditLogReason reason, RelationshipStatus old_status, const Change& change)
{
    audit_log.push_back({.reason = reason,
                         .old_status = old_status,
                         .new_status = relationship.status,
                         .created_by = change.by.identity,
                         .created_by_device = change.by.device,
                         .created_at = std::max(change.at, audit_log.back().created_at)});
}

AuditLogEntry decompose_for_deleted(Relationship& relationship, const IdentityAddress& deleted,
                                    const IdentityAddress& anonymous, Timestamp at)
{
    const RelationshipStatus old_status = relationship.status;
    relationship.mark_decomposed_by(deleted);
    if (deleted == relationship.to) relationship.relationship_template.reset();
    (deleted == relationship.from ? relationship.from : relationship.to) = anonymous;
    return {.reason = AuditLogReason::decomposition_due_to_identity_deletion,
            .old_status = old_status,
            .new_status = relationship.status,
            .created_by = anonymous,
            .created_by_device = std::nullopt,
            .created_at = at};
}

Error already_decomposed()
{
    return rule_violated(codes::kAlreadyDecomposed, "You have already decomposed the relationship.");
}

void write_json(JsonWriter& json, const AuditLogEntry& entry)
{
    json.object([&] {
        json.member("createdAt", entry.created_at);
        json.member("createdBy", entry.created_by);
        json.member("createdByDevice", entry.created_by_device);
        json.member("reason", entry.reason);
        json.member("oldStatus", entry.old_status);
        json.member("newStatus", entry.new_status);
    });
}

void write_json(JsonWriter& json, const LoggedRelationship& logged)
{
    json.object([&] { write_members_but_contents(json, logged); });
}

void write_json(JsonWriter& json, const FullRelationship& full)
{
    json.object([&] {
        write_members_but_contents(json, full.logged);
        json.member("creationContent", full.creation_content);
        json.member("creationResponseContent", full.creation_response_content);
    });
}

}  // namespace backbone::relationships
