#pragma once

#include <map>
#include <span>

#include <backbone/registry.hpp>

#include "audit_log_store.hpp"
#include "deletion_process_store.hpp"

namespace backbone::devices {

/// The removal of one identity, in transactions of bounded size. Each of them can be the last one of a run: the next
/// run finds the identity still in deletion, does again what leaves no trace when done twice, and goes on. The row of
/// the identity goes last, together with the entry that completes the log. Every transaction holds the lock of that
/// row, so two runs at once do not count anything twice. Source: docs/protocol/devices.md §7.8, operations.md §8.1.
class IdentityDeletion
{
  public:
    IdentityDeletion(JobContext& job, const deletion_process_store::Deletion& deletion);

    /// Deletes as much as there is, until the program stops.
    void run(std::span<const IdentityDataDeleter> deleters);

    /// Notes in the log that the run failed, unless it did before for the same reason.
    void record_failure(std::string_view reason);

  private:
    /// Runs transactions until one answers that nothing is left; answers false when the program stops before.
    template <class Batch>
    bool finish(Batch&& batch);
    bool finish_aggregates(std::span<const IdentityDataDeleter> deleters);
    bool finish_aggregate(const IdentityDataDeleter& deleter);
    bool finish_users();
    void remove_users(Transaction& tx, const std::map<DeviceId, Base64Url>& users);
    bool complete(Transaction& tx);

    bool lock(Transaction& tx) const;
    AuditLogEntry entry(AuditMessage message, Timestamp now) const;
    AuditLogEntry data_deleted(std::string_view aggregate, Timestamp now) const;

    JobContext& job_;
    deletion_process_store::Deletion deletion_;
    /// Of the address.
    Base64Url hash_;
};

}  // namespace backbone::devices
