#pragma once

#include <functional>
#include <string>
#include <vector>

#include "program/command_line.hpp"

namespace CLI {
class App;
}

namespace backbone::program {

/// What a command that destroys something was called with.
struct Targets
{
    std::vector<std::string> names;
    /// The person at the terminal need not be asked.
    bool is_confirmed = false;
};

/// Gives the command its targets, at least one, and `--yes`.
void add_targets(CLI::App& command, const char* name, const char* description, Targets& targets);

/// Gives the command `--yes`.
void add_confirmation(CLI::App& command, bool& is_confirmed);

/// Asks a person whether to go on, unless that is confirmed; only a `y` or `yes` means so. Where nobody can be asked,
/// it does.
bool is_wanted(bool is_confirmed, const std::string& question, Terminal& terminal);

/// Treats one after the other: each success is a line that `treat` answers, each Error a line on the error output, and
/// the rest is treated nevertheless. Answers the exit code.
int one_by_one(const std::vector<std::string>& names, Terminal& terminal,
               const std::function<std::string(const std::string& name)>& treat);

}  // namespace backbone::program
