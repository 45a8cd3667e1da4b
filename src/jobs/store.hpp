#pragma once

#include <optional>
#include <string>
#include <vector>

#include <backbone/database.hpp>

namespace backbone::jobs {

/// A row of the table.
struct JobRecord
{
    std::string name;
    Timestamp next_run_at;
    /// In the past when nobody runs the job.
    Timestamp locked_until;
    std::optional<std::string> locked_by;
    std::optional<Timestamp> last_started_at;
    std::optional<Timestamp> last_finished_at;
    /// Of the last run, if it failed.
    std::optional<std::string> last_error;
};

/// One instance's hold on a job.
struct Lock
{
    std::string job;
    std::string holder;
    Timestamp until;
};

std::vector<JobRecord> list(Queries& queries);
std::optional<JobRecord> find(Queries& queries, const std::string& name);

/// Makes the job's row if it is missing, due at once; and one that is due later than `latest`, since its interval has
/// been shortened, due then.
void declare(Queries& queries, const std::string& name, Timestamp now, Timestamp latest);

/// Locks the job when it is due and nobody has it; answers whether it did.
bool lock_if_due(Queries& queries, const Lock& lock, Timestamp now);
/// The same for a job that may not be due.
bool lock(Queries& queries, const Lock& lock, Timestamp now);
/// Answers whether the lock was still held.
bool extend(Queries& queries, const Lock& lock);
/// Unlocks a job that has run.
void finish(Queries& queries, const Lock& lock, Timestamp now, Timestamp next_run_at,
            const std::optional<std::string>& error);

}  // namespace backbone::jobs
