#include "jobs/runner.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <utility>

#include <fmt/format.h>

#include <backbone/id.hpp>

namespace backbone::jobs {

namespace {

constexpr std::size_t kMaximumErrorLength = 1000;
constexpr std::chrono::milliseconds kLongestLook{1'000};

/// Returns when the time is over, or a stop is requested.
void pause(std::chrono::milliseconds duration, const std::stop_token& stop)
{
    std::mutex mutex;
    std::condition_variable_any never;
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, duration, [] { return false; });
}

/// The host, the process, and something that tells two runners of one process apart.
std::string name_of_this_instance(Random& random)
{
    std::array<char, 65> host{};
    gethostname(host.data(), host.size() - 1);
    std::array<char, 6> mark{};
    fill_with_alphanumerics(mark, random);
    return fmt::format("{}:{}:{}", host.data(), getpid(), std::string_view(mark.data(), mark.size()));
}

}  // namespace

Runner::Runner(const Options& options, std::vector<Job> jobs, const Surroundings& surroundings)
    : options_(options),
      jobs_(std::move(jobs)),
      surroundings_(surroundings),
      holder_(name_of_this_instance(surroundings.random))
{}

void Runner::start()
{
    thread_ = std::jthread([this](const std::stop_token& stop) {
        bool declared = false;
        for (; !stop.stop_requested(); pause(options_.poll_interval, stop)) {
            try {
                if (!std::exchange(declared, true)) declare_jobs();
                run_due(stop);
            } catch (const std::exception& error) {
                declared = false;
                surroundings_.observer.runner_failed(error.what());
            }
        }
    });
}

void Runner::declare_jobs()
{
    const auto connection = surroundings_.database.connect();
    const Timestamp now = surroundings_.clock.now();
    for (const Job& job : jobs_) declare(connection->queries(), job.name, now, now + job.interval);
}

void Runner::run_due(const std::stop_token& stop)
{
    for (const Job& job : jobs_) {
        if (stop.stop_requested()) return;
        run_job_if_due(job, stop);
    }
}

Lock Runner::new_lock(const Job& job) const
{
    return {job.name, holder_, surroundings_.clock.now() + options_.lease};
}

void Runner::run_job_if_due(const Job& job, const std::stop_token& stop)
{
    const Lock lock = new_lock(job);
    const bool is_ours = lock_if_due(surroundings_.database.connect()->queries(), lock, surroundings_.clock.now());
    if (is_ours) run_locked(job, lock, stop);
}

/// Runs a job whose lock we have, and unlocks it; answers its error, if it failed.
std::optional<std::string> Runner::run_locked(const Job& job, const Lock& lock, const std::stop_token& stop)
{
    const auto begun = std::chrono::steady_clock::now();
    const Timestamp started_at = surroundings_.clock.now();
    std::optional<std::string> error;
    {
        std::atomic<bool> is_lost = false;
        const std::jthread keeper(
            [&](const std::stop_token& job_has_ended) { is_lost = !keep_locked(lock, job_has_ended); });
        try {
            const auto connection = surroundings_.database.connect();
            JobContext context{*connection, surroundings_.clock, surroundings_.random, surroundings_.installation,
                               [&] { return stop.stop_requested() || is_lost; }};
            job.work(context);
        } catch (const std::exception& failure) {
            error = std::string(failure.what()).substr(0, kMaximumErrorLength);
        }
    }
    const Timestamp next_run_at =
        error ? surroundings_.clock.now() + std::min<Duration>(job.interval, options_.retry_delay)
              : started_at + job.interval;
    finish(surroundings_.database.connect()->queries(), lock, surroundings_.clock.now(), next_run_at, error);
    surroundings_.observer.job_ran(job.name, std::chrono::steady_clock::now() - begun, error);
    return error;
}

/// Extends the lock again and again until the job has ended; answers whether it was ours till then.
bool Runner::keep_locked(Lock lock, const std::stop_token& job_has_ended)
{
    while (true) {
        pause(options_.lease / 3, job_has_ended);
        if (job_has_ended.stop_requested()) return true;
        lock.until = surroundings_.clock.now() + options_.lease;
        try {
            if (!extend(surroundings_.database.connect()->queries(), lock)) {
                surroundings_.observer.lock_lost(lock.job);
                return false;
            }
        } catch (const std::exception& error) {
            surroundings_.observer.runner_failed(error.what());
        }
    }
}

RunResult Runner::run_now(const std::string& name, std::chrono::milliseconds patience)
{
    const auto job = std::ranges::find(jobs_, name, &Job::name);
    if (job == jobs_.end()) return {Outcome::unknown_job, {}};
    declare_jobs();
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (true) {
        const Lock mine = new_lock(*job);
        if (lock(surroundings_.database.connect()->queries(), mine, surroundings_.clock.now())) {
            const auto error = run_locked(*job, mine, {});
            return error ? RunResult{Outcome::failed, *error} : RunResult{Outcome::done, {}};
        }
        const auto left =
            std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
        if (left <= std::chrono::milliseconds::zero()) {
            const auto record = find(surroundings_.database.connect()->queries(), name);
            return {Outcome::runs_elsewhere, record && record->locked_by ? *record->locked_by : std::string()};
        }
        pause(std::min({left, kLongestLook, options_.poll_interval}), {});
    }
}

std::vector<JobOverview> Runner::list()
{
    const auto records = jobs::list(surroundings_.database.connect()->queries());
    std::vector<JobOverview> overviews;
    for (const Job& job : jobs_) {
        JobOverview overview{job.name, job.interval, std::nullopt};
        const auto record = std::ranges::find(records, job.name, &JobRecord::name);
        if (record != records.end()) overview.record = *record;
        overviews.push_back(std::move(overview));
    }
    return overviews;
}

}  // namespace backbone::jobs
