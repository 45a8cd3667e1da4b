#include <ostream>

#include <CLI/CLI.hpp>

#include "configuration/load.hpp"
#include "program/commands/commands.hpp"
#include "program/invocation.hpp"

namespace backbone::program {

void add_config_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("config", "Look at the configuration");
    group.require_subcommand(1);

    CLI::App& check = *group.add_subcommand("check", "Tell what is wrong with the configuration");
    invocation.add_configuration_option(check);
    invocation.on_call(check, [&invocation] {
        invocation.load_configuration();
        invocation.terminal().out << "OK\n";
        return kSuccess;
    });

    CLI::App& show = *group.add_subcommand("show", "Show all options, and where their values come from");
    invocation.add_configuration_option(show);
    invocation.on_call(show, [&invocation] {
        Configuration configuration;
        invocation.terminal().out << configuration::to_yaml(invocation.load_configuration(configuration));
        return kSuccess;
    });
}

}  // namespace backbone::program
