#include "program/command_line.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/error.hpp>

#include "configuration/problem.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"

namespace backbone::program {
namespace {

/// Says what went wrong, on one or more lines. Must be called in a catch block.
int report_failure(std::ostream& err)
{
    try {
        throw;
    } catch (const configuration::InvalidConfiguration& invalid) {
        err << "The configuration cannot be used:\n";
        for (const auto& problem : invalid.problems()) err << "  " << problem.to_string() << "\n";
    } catch (const WrongUsage& wrong) {
        err << "backbone: " << wrong.what() << "\n";
        return kWrongUsage;
    } catch (const Error& error) {
        err << "backbone: " << error.message() << " (" << error.code() << ")\n";
    } catch (const std::exception& error) {
        err << "backbone: " << error.what() << "\n";
    }
    return kFailure;
}

/// What is wrong with the arguments.
std::string reason_of(const CLI::ParseError& error, const CLI::App& program)
{
    const std::vector<std::string> not_read = program.remaining(true);
    if (not_read.empty()) return error.what();
    const std::string& first = not_read.front();
    // A wrong command is no command to CLI11, so it lacks one then.
    const bool lacks_command = dynamic_cast<const CLI::RequiredError*>(&error) != nullptr && !first.starts_with('-');
    return lacks_command ? fmt::format("there is no command '{}'", first) : fmt::format("'{}' was not expected", first);
}

void add_commands(CLI::App& program, Invocation& invocation)
{
    program.require_subcommand(1);
    invocation.add_configuration_option(program);
    add_serve_command(program, invocation);
    add_migrate_command(program, invocation);
    add_client_commands(program, invocation);
    add_announcement_commands(program, invocation);
    add_token_commands(program, invocation);
    add_database_commands(program, invocation);
    add_tier_commands(program, invocation);
    add_identity_commands(program, invocation);
    add_deletion_commands(program, invocation);
    add_quota_commands(program, invocation);
    add_config_commands(program, invocation);
    add_job_commands(program, invocation);
    add_outbox_commands(program, invocation);
    add_version_command(program, invocation);
}

/// `--name:value` means `--name=value` (docs/protocol/admin.md §8), in front of a lone `--`.
std::vector<std::string> with_equals_signs(std::vector<std::string> arguments)
{
    for (std::string& argument : arguments) {
        if (argument == "--") break;
        const std::size_t end_of_name = argument.find_first_of("=:");
        if (argument.starts_with("--") && end_of_name != std::string::npos) argument[end_of_name] = '=';
    }
    return arguments;
}

/// Answers the exit code, which counts if the output can be written.
int run(const std::vector<std::string>& given, Terminal& terminal)
{
    CLI::App program("The server side of enmeshed: one program with its tools.", "backbone");
    program.set_help_flag("-h,-?,--help", "Print this help message and exit");
    const std::vector<std::string> arguments = with_equals_signs(given);
    Invocation invocation(terminal);
    add_commands(program, invocation);
    try {
        // CLI11 takes the arguments from the end.
        program.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::Success& help) {
        return program.exit(help, terminal.out, terminal.err);
    } catch (const CLI::ParseError& error) {
        terminal.err << "backbone: " << reason_of(error, program) << "\nRun with --help for more information.\n";
        return kWrongUsage;
    }
    try {
        return invocation.run();
    } catch (...) {
        return report_failure(terminal.err);
    }
}

/// Where one of the three was closed, the next file or connection would get its number, and with it what is printed.
/// What cannot be written to is noticed at the end.
void occupy_standard_streams()
{
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(stream, F_GETFD) >= 0) continue;
        // The lowest free number, which is this one.
        if (::open("/dev/null", stream == STDOUT_FILENO ? O_RDONLY : O_RDWR) != stream) std::abort();
    }
}

}  // namespace

int run_command_line(const std::vector<std::string>& arguments, Terminal& terminal)
{
    const int exit_code = run(arguments, terminal);
    terminal.out.flush();
    if (terminal.out) return exit_code;
    terminal.err << "backbone: cannot write to the standard output\n";
    return kFailure;
}

int run_command_line(int argc, char** argv)
{
    occupy_standard_streams();
    Terminal terminal{std::cin, std::cout, std::cerr, configuration::process_environment(),
                      ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1};
    return run_command_line({argv + std::min(argc, 1), argv + argc}, terminal);
}

}  // namespace backbone::program
