#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include <backbone/environment.hpp>
#include <backbone/registry.hpp>

#include "jobs/observer.hpp"
#include "jobs/options.hpp"
#include "jobs/store.hpp"

namespace backbone::jobs {

/// What jobs and their runner use of the rest of the program. All of it must outlive the Runner.
struct Surroundings
{
    Database& database;
    const Clock& clock;
    Random& random;
    const InstallationOptions& installation;
    Observer& observer;
};

enum class Outcome : std::uint8_t { done, failed, unknown_job, runs_elsewhere };

struct RunResult
{
    Outcome outcome;
    /// The error of a failed job, or who runs it.
    std::string detail;
};

/// A job as an operator sees it. The record is absent before any instance has started with the job.
struct JobOverview
{
    std::string name;
    std::chrono::seconds interval;
    std::optional<JobRecord> record;
};

/// Runs the modules' jobs, each on one instance at a time: whoever locks a job's row runs it.
class Runner
{
  public:
    Runner(const Options& options, std::vector<Job> jobs, const Surroundings& surroundings);
    /// Tells a running job to stop, and waits for it.
    ~Runner() = default;
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Runs jobs when they are due, one after the other, on a thread, until this object goes.
    void start();

    /// Runs a job now, on this thread. While another instance runs it, waits for its end, up to `patience`.
    RunResult run_now(const std::string& name, std::chrono::milliseconds patience);

    /// In the order of their registration.
    std::vector<JobOverview> list();

  private:
    void run_due(const std::stop_token& stop);
    void run_job_if_due(const Job& job, const std::stop_token& stop);
    std::optional<std::string> run_locked(const Job& job, const Lock& lock, const std::stop_token& stop);
    bool keep_locked(Lock lock, const std::stop_token& job_has_ended);
    Lock new_lock(const Job& job) const;
    void declare_jobs();

    Options options_;
    std::vector<Job> jobs_;
    Surroundings surroundings_;
    /// Who we are, in the table.
    std::string holder_;
    std::jthread thread_;
};

}  // namespace backbone::jobs
