#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "configuration/environment_variables.hpp"

namespace backbone::program {

/// What a command reads and writes: data to `out`, messages for people to `err`.
struct Terminal
{
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
    configuration::Environment environment;
    /// A person sits there, who can be asked.
    bool is_interactive = false;
};

inline constexpr int kSuccess = 0;
inline constexpr int kFailure = 1;
inline constexpr int kWrongUsage = 2;

/// Runs the command that the arguments (without the program's name) call; answers the exit code of the process.
int run_command_line(const std::vector<std::string>& arguments, Terminal& terminal);

/// The same for `main`.
int run_command_line(int argc, char** argv);

}  // namespace backbone::program
