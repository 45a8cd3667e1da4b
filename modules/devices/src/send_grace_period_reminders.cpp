// The job devices.send-grace-period-reminders (docs/protocol/devices.md §7.7)
#include "audit_log_store.hpp"
#include "deletion_process_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

constexpr std::int64_t kProcessesAtOnce = 100;

void send(Transaction& tx, const DeletionProcess& process, Reminder reminder, const Base64Url& identity)
{
    if (!deletion_process_store::mark_reminder(tx, process.id, reminder, tx.now())) return;
    audit_log_store::insert(tx, {.message = message_of(reminder),
                                 .created_at = tx.now(),
                                 .identity = identity,
                                 .process = process.id,
                                 .old_status = DeletionProcessStatus::active,
                                 .new_status = DeletionProcessStatus::active});
}

void send_if_due(const IdentityDeletionOptions& options, JobContext& job, const DeletionProcess& process)
{
    const auto reminder = due_reminder(process, options, job.clock.now());
    if (!reminder) return;
    const Base64Url identity = audit_hash(process.identity.text());
    job.connection.transaction([&](Transaction& tx) { send(tx, process, *reminder, identity); });
}

}  // namespace

void send_grace_period_reminders(const IdentityDeletionOptions& options, JobContext& job)
{
    IdentityAddress last;
    while (!job.should_stop()) {
        const auto processes = deletion_process_store::select_running_out(
            job.connection.queries(), job.clock.now() + options.first_reminder, last, kProcessesAtOnce);
        if (processes.empty()) return;
        for (const DeletionProcess& process : processes) {
            if (job.should_stop()) return;
            send_if_due(options, job, process);
        }
        last = processes.back().identity;
    }
}

}  // namespace backbone::devices
