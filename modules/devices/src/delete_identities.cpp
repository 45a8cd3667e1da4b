// The job devices.delete-identities (docs/protocol/devices.md §7.8)
#include <stdexcept>

#include <fmt/format.h>

#include "identity_deletion.hpp"
#include "identity_store.hpp"
#include "use_cases.hpp"

namespace backbone::devices {
namespace {

constexpr std::int64_t kIdentitiesAtOnce = 20;

/// The point of no return, unless the owner was faster to cancel.
void start(Transaction& tx, const IdentityAddress& address, const Base64Url& hash)
{
    auto identity = identity_store::find_locked(tx, address);
    const bool is_ripe = identity && identity->status == IdentityStatus::to_be_deleted &&
                         is_over(identity->deletion_grace_period_ends_at, tx.now());
    if (!is_ripe) return;
    const auto process = deletion_process_store::start_deleting(tx, address, tx.now());
    if (!process) throw std::runtime_error("the identity has no active deletion process");

    identity->status = IdentityStatus::deleting;
    identity_store::update(tx, *identity);
    audit_log_store::insert(tx, {.message = AuditMessage::deletion_started,
                                 .created_at = tx.now(),
                                 .identity = hash,
                                 .process = process->id,
                                 .old_status = DeletionProcessStatus::active,
                                 .new_status = DeletionProcessStatus::deleting});
    tx.raise(IdentityDeletionProcessStatusChanged{address, process->id, address});
    tx.raise(IdentityDeleted{address});
}

/// Tells what failed, so that one identity does not keep the others.
class Failures
{
  public:
    void add(std::string_view reason)
    {
        if (number_++ == 0) first_ = reason;
    }
    void report() const
    {
        if (number_ == 0) return;
        throw std::runtime_error(fmt::format("{} deletions could not be started; of the first: {}", number_, first_));
    }

  private:
    int number_ = 0;
    std::string first_;
};

void start_ripe(JobContext& job, Failures& failures)
{
    IdentityAddress last;
    while (!job.should_stop()) {
        const auto ripe =
            identity_store::select_ripe(job.connection.queries(), job.clock.now(), last, kIdentitiesAtOnce);
        if (ripe.empty()) return;
        for (const IdentityAddress& address : ripe) {
            if (job.should_stop()) return;
            const Base64Url hash = audit_hash(address.text());
            try {
                job.connection.transaction([&](Transaction& tx) { start(tx, address, hash); });
            } catch (const Unavailable&) {
                throw;
            } catch (const std::exception& failure) {
                failures.add(failure.what());
            }
        }
        last = ripe.back();
    }
}

void carry_out(JobContext& job, const Logger& logger, const deletion_process_store::Deletion& wanted,
               const std::vector<IdentityDataDeleter>& deleters)
{
    IdentityDeletion deletion(job, wanted);
    try {
        deletion.run(deleters);
    } catch (const Unavailable&) {
        throw;
    } catch (const std::exception& failure) {
        // Without the address, which not every configuration masks.
        logger.error("the deletion of an identity failed", {{"process", wanted.process}, {"reason", failure.what()}});
        deletion.record_failure(failure.what());
    }
}

/// Also what earlier runs have left.
void carry_out_started(JobContext& job, const Logger& logger, const std::vector<IdentityDataDeleter>& deleters)
{
    IdentityAddress last;
    while (!job.should_stop()) {
        const auto deletions =
            deletion_process_store::select_deletions(job.connection.queries(), last, kIdentitiesAtOnce);
        if (deletions.empty()) return;
        for (const auto& deletion : deletions) {
            if (job.should_stop()) return;
            carry_out(job, logger, deletion, deleters);
        }
        last = deletions.back().identity;
    }
}

}  // namespace

void delete_identities(const std::vector<IdentityDataDeleter>& deleters, const Logger& logger, JobContext& job)
{
    Failures failures;
    start_ripe(job, failures);
    carry_out_started(job, logger, deleters);
    failures.report();
}

}  // namespace backbone::devices
