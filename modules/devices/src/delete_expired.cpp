// The job devices.delete-expired (docs/protocol/devices.md §7.9)
#include "audit_log_store.hpp"
#include "deletion_process_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

constexpr std::chrono::hours kCancelledProcessesKept{30 * 24};

}  // namespace

void delete_expired(const IdentityDeletionOptions& options, JobContext& job)
{
    const Timestamp now = job.clock.now();
    const Timestamp retained = now - options.audit_log_retention;
    job.in_batches([&](Transaction& tx) {
        return deletion_process_store::delete_cancelled_before(tx, now - kCancelledProcessesKept);
    });
    job.in_batches([&](Transaction& tx) { return audit_log_store::delete_entries_until(tx, retained); });
    job.in_batches([&](Transaction& tx) { return audit_log_store::delete_users_until(tx, retained); });
}

}  // namespace backbone::devices
