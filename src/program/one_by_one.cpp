#include "program/one_by_one.hpp"

#include <istream>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <backbone/error.hpp>

namespace backbone::program {

void add_targets(CLI::App& command, const char* name, const char* description, Targets& targets)
{
    command.add_option(name, targets.names, description)->required()->option_text("...");
    add_confirmation(command, targets.is_confirmed);
}

void add_confirmation(CLI::App& command, bool& is_confirmed)
{
    command.add_flag("--yes", is_confirmed, "Do not ask, also at a terminal");
}

bool is_wanted(bool is_confirmed, const std::string& question, Terminal& terminal)
{
    if (is_confirmed || !terminal.is_interactive) return true;
    terminal.err << fmt::format("{} [y/N] ", question) << std::flush;
    std::string answer;
    std::getline(terminal.in, answer);
    return answer == "y" || answer == "yes";
}

int one_by_one(const std::vector<std::string>& names, Terminal& terminal,
               const std::function<std::string(const std::string& name)>& treat)
{
    int exit_code = kSuccess;
    for (const std::string& name : names) {
        try {
            terminal.out << treat(name) << "\n";
        } catch (const Error& error) {
            terminal.err << fmt::format("{}: {} ({})\n", name, error.message(), error.code());
            exit_code = kFailure;
        }
    }
    return exit_code;
}

}  // namespace backbone::program
