// The job admin.delete-old-actions: the audit log of the operators does not grow for ever.
#include "use_cases.hpp"

namespace backbone::admin {
namespace {

constexpr std::int64_t kBatch = 1000;

constexpr Statement kDeleteOld{"operators.delete_old_actions", R"(
    DELETE FROM operator_actions WHERE id IN (
        SELECT id FROM operator_actions WHERE created_at <= :time ORDER BY created_at, id {limit :batch}))"};

}  // namespace

void delete_old_actions(const AuditLogOptions& options, JobContext& job)
{
    const Timestamp time = job.clock.now() - options.retention;
    job.in_batches([&](Transaction& tx) { return tx.change(kDeleteOld, time, kBatch) == kBatch; });
}

}  // namespace backbone::admin
