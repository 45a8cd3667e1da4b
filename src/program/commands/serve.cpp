#include "program/serve.hpp"

#include <CLI/CLI.hpp>

#include "program/commands/commands.hpp"
#include "program/invocation.hpp"

namespace backbone::program {

void add_serve_command(CLI::App& program, Invocation& invocation)
{
    CLI::App& serve_command = *program.add_subcommand("serve", "Offer both APIs until SIGTERM or SIGINT comes");
    invocation.add_configuration_option(serve_command);
    invocation.on_call(serve_command, [&invocation] { return serve(invocation.load_configuration()); });
}

}  // namespace backbone::program
