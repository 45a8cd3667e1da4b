#pragma once

#include <optional>
#include <vector>

#include <backbone/database.hpp>
#include <devices/identities.hpp>

#include "deletion_process.hpp"

namespace backbone::devices::deletion_process_store {

/// Throws UniqueViolation when the identity already has an active process.
void insert(Transaction& tx, const DeletionProcess& process);

/// The processes of an identity, oldest first; the newest thousand, as it can start and cancel as often as it likes.
std::vector<DeletionProcess> select_of(Queries& queries, const IdentityAddress& identity);
std::optional<DeletionProcess> find_of(Queries& queries, const DeletionProcessId& id, const IdentityAddress& identity);

/// Who asks for a change, and what it is about, in one round trip.
struct Situation
{
    IdentityStatus identity_status;
    /// Absent when the device is not one of the identity.
    std::optional<DeviceId> device;
    /// Absent when the identity has no such process.
    std::optional<DeletionProcessStatus> process_status;
    std::optional<Timestamp> grace_period_ends_at;
};
/// Absent when there is no such identity.
std::optional<Situation> find_situation(Queries& queries, const IdentityAddress& identity, const DeviceId& device,
                                        const DeletionProcessId& process);

/// Answers the process, unless it was not active any more.
std::optional<DeletionProcess> cancel(Transaction& tx, const DeletionProcessId& id, const IdentityAddress& identity,
                                      Timestamp now);

/// Active processes in the order of their identities' addresses, beginning after `after`: those without a third
/// reminder whose grace period ends by `time`.
std::vector<DeletionProcess> select_running_out(Queries& queries, Timestamp time, const IdentityAddress& after,
                                                std::int64_t at_most);
/// Answers false when the reminder had been sent, or the process is not active any more.
bool mark_reminder(Transaction& tx, const DeletionProcessId& id, Reminder reminder, Timestamp now);

/// From active to deleting; answers the process, unless the identity has no active one.
std::optional<DeletionProcess> start_deleting(Transaction& tx, const IdentityAddress& identity, Timestamp now);

/// An identity whose data is being deleted.
struct Deletion
{
    IdentityAddress identity;
    DeletionProcessId process;
    Timestamp started_at;
};
/// In the order of their addresses, beginning after `after`.
std::vector<Deletion> select_deletions(Queries& queries, const IdentityAddress& after, std::int64_t at_most);

/// Deletes a batch; answers whether there may be more.
bool delete_cancelled_before(Transaction& tx, Timestamp time);

}  // namespace backbone::devices::deletion_process_store
