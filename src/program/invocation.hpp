#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "configuration/configuration.hpp"
#include "configuration/loader.hpp"
#include "program/command_line.hpp"

namespace CLI {
class App;
}

namespace backbone::program {

/// How data is written.
enum class OutputFormat : std::uint8_t { json, table };

/// The arguments are of the right form, but make no sense together. Ends with the exit code for wrong usage.
class WrongUsage : public std::runtime_error
{
  public:
    using std::runtime_error::runtime_error;
};

/// One call of the program, while its arguments are read and its command runs.
class Invocation
{
  public:
    explicit Invocation(Terminal& terminal) : terminal_(terminal) {}

    Terminal& terminal() const { return terminal_; }

    /// Gives the command `--config`.
    void add_configuration_option(CLI::App& command);
    /// Gives the command `--output`.
    static void add_output_option(CLI::App& command, OutputFormat& format);

    /// Makes `work`, which answers the exit code, what is run when this command is called.
    void on_call(CLI::App& command, std::function<int()> work);
    int run() const { return work_(); }

    /// `--config`, else BACKBONE_CONFIG, else the first of the usual files that exists. Throws std::runtime_error when
    /// there is none.
    std::string configuration_file() const;
    /// Loads that file; throws InvalidConfiguration.
    Configuration load_configuration() const;
    std::vector<configuration::EffectiveOption> load_configuration(Configuration& configuration) const;

  private:
    Terminal& terminal_;
    std::string configuration_option_;
    std::function<int()> work_;
};

}  // namespace backbone::program
