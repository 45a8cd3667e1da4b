#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <backbone/database.hpp>
#include <backbone/paging.hpp>
#include <relationships/events.hpp>

#include "external_event.hpp"
#include "sync_run.hpp"

/// External events of identities. Whoever changes them holds the lock of the owner's sync state, except for
/// housekeeping, which deletes events that nothing changes any more.
namespace backbone::synchronization::external_event_store {

/// A relationship on which the delivery of an event depends.
struct Delivery
{
    std::optional<relationships::RelationshipId> relationship;
    bool is_blocked = false;
};

void insert(Transaction& tx, const IdentityAddress& owner, const ExternalEvent& event, const Delivery& delivery = {});

/// Lets the next sync run have what the relationship had blocked.
void unblock(Transaction& tx, const relationships::RelationshipId& relationship);
/// Answers whether there were any.
bool delete_blocked(Transaction& tx, const relationships::RelationshipId& relationship);
/// What no sync run has got of the owner's events that depend on the relationship. Answers whether there were any.
bool delete_pending(Transaction& tx, const relationships::RelationshipId& relationship, const IdentityAddress& owner);

/// Gives the run all deliverable events of the owner (docs/protocol/synchronization.md §6.5); answers how many.
std::int64_t attach_deliverable(Transaction& tx, const IdentityAddress& owner, const SyncRunId& run);

/// Whether the owner has a deliverable event that never failed.
bool has_new(Transaction& tx, const IdentityAddress& owner);

void for_each_of_run(Queries& queries, const SyncRunId& run, const Page& page,
                     const std::function<void(const ExternalEvent&)>& visit);
std::int64_t count_of_run(Queries& queries, const SyncRunId& run);

/// An event that a run has, as its finalization needs it. The members stand in the order of the statement's columns.
struct AttachedEvent
{
    ExternalEventId id;
    std::int64_t index = 0;
    std::int32_t sync_error_count = 0;
};

std::vector<AttachedEvent> select_attached(Transaction& tx, const SyncRunId& run);

struct FailedEvent
{
    AttachedEvent event;
    std::string_view error_code;
};

/// Detaches the events from the run and counts the failure.
void fail(Transaction& tx, const SyncRun& run, std::span<const FailedEvent> events);
void fail_all(Transaction& tx, const SyncRunId& run, std::string_view error_code);

/// Answers whether there may be more.
bool delete_of_identity(Transaction& tx, const IdentityAddress& owner);

}  // namespace backbone::synchronization::external_event_store
