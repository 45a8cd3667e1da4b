#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "configuration/units.hpp"
#include "jobs/runner.hpp"
#include "program/background_log.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"
#include "program/output.hpp"

namespace backbone::program {
namespace {

/// The jobs of the modules, and what they need.
class Jobs
{
  public:
    explicit Jobs(const Configuration& configuration)
        : program_(configuration),
          log_(Logger(program_.log(), "jobs"), program_.metrics().jobs()),
          runner_(configuration.jobs, program_.registry().jobs,
                  {program_.database(), program_.clock(), program_.random(), program_.installation(), log_})
    {}

    jobs::Runner& runner() { return runner_; }

  private:
    OfflineProgram program_;
    JobLog log_;
    jobs::Runner runner_;
};

std::optional<std::string> time_text(const std::optional<Timestamp>& time)
{
    return time ? std::optional(time->to_string()) : std::nullopt;
}

std::string as_json(const jobs::JobOverview& job)
{
    const jobs::JobRecord record = job.record.value_or(jobs::JobRecord{});
    IndentedObject json;
    json.member("name", job.name);
    json.member("interval", configuration::format_duration(job.interval));
    json.member("nextRunAt", job.record ? time_text(record.next_run_at) : std::nullopt);
    json.member("lastStartedAt", time_text(record.last_started_at));
    json.member("lastFinishedAt", time_text(record.last_finished_at));
    json.member("lastError", record.last_error);
    json.member("lockedBy", record.locked_by);
    return json.text();
}

std::vector<std::string> as_row(const jobs::JobOverview& job)
{
    constexpr std::string_view kNever = "-";
    const jobs::JobRecord record = job.record.value_or(jobs::JobRecord{});
    return {job.name, configuration::format_duration(job.interval),
            job.record ? record.next_run_at.to_string() : std::string(kNever),
            time_text(record.last_finished_at).value_or(std::string(kNever)),
            record.last_error.value_or(std::string(kNever))};
}

int list(const Configuration& configuration, OutputFormat format, std::ostream& out)
{
    const std::vector<jobs::JobOverview> all = Jobs(configuration).runner().list();
    if (format == OutputFormat::json) {
        for (const auto& job : all) out << as_json(job);
        return kSuccess;
    }
    Table table({"NAME", "INTERVAL", "NEXT RUN", "LAST RUN", "LAST ERROR"});
    for (const auto& job : all) table.add(as_row(job));
    out << table.text();
    return kSuccess;
}

int run(const Configuration& configuration, const std::string& name, Duration patience, Terminal& terminal)
{
    const jobs::RunResult result =
        Jobs(configuration).runner().run_now(name, std::chrono::duration_cast<std::chrono::milliseconds>(patience));
    switch (result.outcome) {
        case jobs::Outcome::done:
            terminal.out << fmt::format("The job {} has run.\n", name);
            return kSuccess;
        case jobs::Outcome::failed:
            terminal.err << fmt::format("The job {} failed: {}\n", name, result.detail);
            return kFailure;
        case jobs::Outcome::runs_elsewhere:
            terminal.err << fmt::format("The job {} still runs at {}.\n", name, result.detail);
            return kFailure;
        case jobs::Outcome::unknown_job:
            break;
    }
    throw WrongUsage(fmt::format("there is no job {}; 'backbone job list' shows all", name));
}

void add_list_command(CLI::App& group, Invocation& invocation)
{
    CLI::App& command = *group.add_subcommand("list", "Show the jobs and when they run");
    invocation.add_configuration_option(command);
    const auto format = std::make_shared<OutputFormat>(OutputFormat::table);
    Invocation::add_output_option(command, *format);
    invocation.on_call(command, [&invocation, format] {
        return list(invocation.load_configuration(), *format, invocation.terminal().out);
    });
}

void add_run_command(CLI::App& group, Invocation& invocation)
{
    struct Arguments
    {
        std::string name;
        std::string wait = "10m";
    };
    CLI::App& command = *group.add_subcommand("run", "Run a job now");
    invocation.add_configuration_option(command);
    const auto arguments = std::make_shared<Arguments>();
    command.add_option("NAME", arguments->name, "Name of the job")->required()->option_text(" ");
    command.add_option("--wait", arguments->wait, "How long to wait while another instance runs it (default: 10m)")
        ->option_text("DURATION");
    invocation.on_call(command, [&invocation, arguments] {
        const auto patience = configuration::parse_duration(arguments->wait);
        if (!patience) throw WrongUsage(fmt::format("--wait needs a duration such as 30s, not '{}'", arguments->wait));
        return run(invocation.load_configuration(), arguments->name, *patience, invocation.terminal());
    });
}

}  // namespace

void add_job_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("job", "Look at and run the jobs");
    group.require_subcommand(1);
    add_list_command(group, invocation);
    add_run_command(group, invocation);
}

}  // namespace backbone::program
