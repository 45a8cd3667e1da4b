#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace backbone::configuration {

/// One thing that is wrong with a configuration.
struct Problem
{
    /// Where the value stands: `config/dev.yaml:12`, `BACKBONE_HTTP__IO_THREADS`, or only the file.
    std::string place;
    /// Path of the option, such as `http.consumer.port`; may be empty.
    std::string option;
    std::string message;

    std::string to_string() const;
};

/// A configuration cannot be used; tells all of its problems, one a line.
class InvalidConfiguration : public std::runtime_error
{
  public:
    explicit InvalidConfiguration(std::vector<Problem> problems);

    const std::vector<Problem>& problems() const noexcept { return problems_; }

  private:
    std::vector<Problem> problems_;
};

}  // namespace backbone::configuration
