#include "jobs/store.hpp"

namespace backbone::jobs {

namespace {

constexpr Statement kList{"jobs.list", R"(
    SELECT name, next_run_at, locked_until, locked_by, last_started_at, last_finished_at, last_error FROM jobs
    ORDER BY name)"};

constexpr Statement kFind{"jobs.find", R"(
    SELECT name, next_run_at, locked_until, locked_by, last_started_at, last_finished_at, last_error FROM jobs
    WHERE name = :name)"};

constexpr Statement kInsert{"jobs.insert", R"(
    INSERT INTO jobs (name, next_run_at, locked_until)
    SELECT :name, :now, 0 WHERE NOT EXISTS (SELECT 1 FROM jobs WHERE name = :name) {do_nothing})"};

constexpr Statement kAdvance{"jobs.advance", R"(
    UPDATE jobs SET next_run_at = :latest WHERE name = :name AND next_run_at > :latest)"};

constexpr Statement kLockIfDue{"jobs.lock_if_due", R"(
    UPDATE jobs SET locked_until = :until, locked_by = :holder, last_started_at = :now
    WHERE name = :name AND locked_until <= :now AND next_run_at <= :now)"};

constexpr Statement kLock{"jobs.lock", R"(
    UPDATE jobs SET locked_until = :until, locked_by = :holder, last_started_at = :now
    WHERE name = :name AND locked_until <= :now)"};

constexpr Statement kExtend{"jobs.extend", R"(
    UPDATE jobs SET locked_until = :until WHERE name = :name AND locked_by = :holder)"};

constexpr Statement kFinish{"jobs.finish", R"(
    UPDATE jobs SET next_run_at = :next_run_at, locked_until = 0, locked_by = NULL, last_finished_at = :now,
        last_error = :error
    WHERE name = :name AND locked_by = :holder)"};

}  // namespace

std::vector<JobRecord> list(Queries& queries)
{
    return queries.select<JobRecord>(kList);
}

std::optional<JobRecord> find(Queries& queries, const std::string& name)
{
    return queries.find<JobRecord>(kFind, name);
}

void declare(Queries& queries, const std::string& name, Timestamp now, Timestamp latest)
{
    queries.execute(kInsert, name, now);
    queries.execute(kAdvance, latest, name);
}

bool lock_if_due(Queries& queries, const Lock& lock, Timestamp now)
{
    return queries.change(kLockIfDue, lock.until, lock.holder, now, lock.job) == 1;
}

bool lock(Queries& queries, const Lock& lock, Timestamp now)
{
    return queries.change(kLock, lock.until, lock.holder, now, lock.job) == 1;
}

bool extend(Queries& queries, const Lock& lock)
{
    return queries.change(kExtend, lock.until, lock.job, lock.holder) == 1;
}

void finish(Queries& queries, const Lock& lock, Timestamp now, Timestamp next_run_at,
            const std::optional<std::string>& error)
{
    queries.execute(kFinish, next_run_at, now, error, lock.job, lock.holder);
}

}  // namespace backbone::jobs
