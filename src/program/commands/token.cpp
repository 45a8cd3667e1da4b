// docs/protocol/admin.md §8
#include <memory>
#include <ostream>
#include <string>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/audit.hpp>
#include <tokens/tokens.hpp>

#include "program/commands/commands.hpp"
#include "program/invocation.hpp"
#include "program/offline_program.hpp"

namespace backbone::program {
namespace {

int reset(const Configuration& configuration, const std::string& text, Terminal& terminal)
{
    const auto id = tokens::TokenId::parse(text);
    if (!id) throw WrongUsage(fmt::format("'{}' is no id of a token", text));
    OfflineProgram program(configuration);
    program.database().connect()->transaction(
        [&](Transaction& tx) { tokens::reset_failed_attempts(tx, kCommandLineOperator, *id); });
    terminal.out << fmt::format("The wrong passwords for the token {} are forgotten.\n", id->text());
    return kSuccess;
}

}  // namespace

void add_token_commands(CLI::App& program, Invocation& invocation)
{
    CLI::App& group = *program.add_subcommand("token", "Unlock tokens");
    group.require_subcommand(1);
    CLI::App& command =
        *group.add_subcommand("reset-access-failed-count", "Forget the wrong passwords that were given for a token");
    invocation.add_configuration_option(command);
    const auto id = std::make_shared<std::string>();
    command.add_option("ID,--id", *id, "Id of the token")->required()->option_text(" ");
    invocation.on_call(
        command, [&invocation, id] { return reset(invocation.load_configuration(), *id, invocation.terminal()); });
}

}  // namespace backbone::program
