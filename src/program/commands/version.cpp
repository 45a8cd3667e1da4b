#include <ostream>

#include <CLI/CLI.hpp>

#include <backbone/version.hpp>

#include "program/commands/commands.hpp"
#include "program/invocation.hpp"

namespace backbone::program {

void add_version_command(CLI::App& program, Invocation& invocation)
{
    program.set_version_flag("--version", std::string(version()), "Print the version and exit");
    CLI::App& command = *program.add_subcommand("version", "Print the version");
    invocation.on_call(command, [&invocation] {
        invocation.terminal().out << version() << "\n";
        return kSuccess;
    });
}

}  // namespace backbone::program
