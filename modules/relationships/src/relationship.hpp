#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <vector>

#include <backbone/base64url.hpp>
#include <backbone/context.hpp>
#include <backbone/enumeration.hpp>
#include <backbone/json_writer.hpp>
#include <relationships/events.hpp>

namespace backbone::relationships {

/// Why the audit log has an entry. The numbers are those of the column.
enum class AuditLogReason : std::uint8_t {
    creation = 0,
    acceptance_of_creation = 1,
    rejection_of_creation = 2,
    revocation_of_creation = 3,
    termination = 4,
    reactivation_requested = 5,
    acceptance_of_reactivation = 6,
    rejection_of_reactivation = 7,
    revocation_of_reactivation = 8,
    decomposition = 9,
    decomposition_due_to_identity_deletion = 10
};

/// The members stand in the order of the store's columns.
struct AuditLogEntry
{
    AuditLogReason reason{};
    /// Absent for the creation.
    std::optional<RelationshipStatus> old_status;
    RelationshipStatus new_status{};
    IdentityAddress created_by;
    /// Absent when the identity was deleted.
    std::optional<DeviceId> created_by_device;
    Timestamp created_at;
};

/// Who changes a relationship, and when.
struct Change
{
    const Caller& by;
    Timestamp at;
};

/// Two identities that know each other, or did: one read a template of the other. The members stand in the order of the
/// store's columns. Source: docs/protocol/relationships.md §2.3.
struct Relationship
{
    RelationshipId id;
    /// Absent when it was deleted.
    std::optional<RelationshipTemplateId> relationship_template;
    /// Who created it, and whose template that was.
    IdentityAddress from;
    IdentityAddress to;
    Timestamp created_at;
    RelationshipStatus status{};
    bool from_has_decomposed = false;
    bool to_has_decomposed = false;

    const IdentityAddress& peer_of(const IdentityAddress& participant) const { return participant == from ? to : from; }
    bool was_decomposed_by(const IdentityAddress& participant) const;
    /// Whether it is one of those of which its creator, or the other one, may have a limited number
    /// (docs/protocol/quotas.md §10).
    bool counts_for_creator() const;
    bool counts_for_recipient() const;
    /// One side gives it up, whatever its status; when both have, it may be deleted.
    void mark_decomposed_by(const IdentityAddress& participant);
};

/// A relationship with its audit log, to which every change adds one entry. Changes are made by participants, and throw
/// Error with the code of the rule that forbids them. Source: docs/protocol/relationships.md §3.
struct LoggedRelationship
{
    Relationship relationship;
    /// In the order in which they were made; never empty.
    std::vector<AuditLogEntry> audit_log;

    /// Begins with the entry of its creation.
    static LoggedRelationship create(Relationship relationship, const Change& change);

    void accept(const Change& change);
    void reject(const Change& change);
    void revoke(const Change& change);
    void terminate(const Change& change);
    void request_reactivation(const Change& change);
    void accept_reactivation(const Change& change);
    void reject_reactivation(const Change& change);
    void revoke_reactivation(const Change& change);
    void decompose(const Change& change);

  private:
    void require_status(std::initializer_list<RelationshipStatus> expected) const;
    void require_recipient(const Change& change) const;
    bool has_open_request() const;
    bool is_requester(const Change& change) const;
    void set_status(RelationshipStatus status, AuditLogReason reason, const Change& change);
    void append(AuditLogReason reason, RelationshipStatus old_status, const Change& change);
};

/// Gives it up in the name of a deleted identity, whose address becomes the anonymous one, and forgets the template if
/// that was its own. Answers the entry for the audit log. Source: docs/protocol/relationships.md §9.
AuditLogEntry decompose_for_deleted(Relationship& relationship, const IdentityAddress& deleted,
                                    const IdentityAddress& anonymous, Timestamp at);

/// What is answered to who has decomposed it.
Error already_decomposed();

void write_json(JsonWriter& json, const AuditLogEntry& entry);
/// The answer to every change: without the contents.
void write_json(JsonWriter& json, const LoggedRelationship& logged);

/// What is read of a relationship: with the contents.
struct FullRelationship
{
    LoggedRelationship logged;
    std::optional<Base64Url> creation_content;
    std::optional<Base64Url> creation_response_content;
};
void write_json(JsonWriter& json, const FullRelationship& full);

}  // namespace backbone::relationships

namespace backbone {

template <>
inline constexpr auto kNames<relationships::AuditLogReason> = std::to_array<Named<relationships::AuditLogReason>>({
    {relationships::AuditLogReason::creation, "Creation"},
    {relationships::AuditLogReason::acceptance_of_creation, "AcceptanceOfCreation"},
    {relationships::AuditLogReason::rejection_of_creation, "RejectionOfCreation"},
    {relationships::AuditLogReason::revocation_of_creation, "RevocationOfCreation"},
    {relationships::AuditLogReason::termination, "Termination"},
    {relationships::AuditLogReason::reactivation_requested, "ReactivationRequested"},
    {relationships::AuditLogReason::acceptance_of_reactivation, "AcceptanceOfReactivation"},
    {relationships::AuditLogReason::rejection_of_reactivation, "RejectionOfReactivation"},
    {relationships::AuditLogReason::revocation_of_reactivation, "RevocationOfReactivation"},
    {relationships::AuditLogReason::decomposition, "Decomposition"},
    {relationships::AuditLogReason::decomposition_due_to_identity_deletion, "DecompositionDueToIdentityDeletion"},
});

}  // namespace backbone
