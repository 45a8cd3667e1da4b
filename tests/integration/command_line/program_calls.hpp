#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "program/command_line.hpp"

/// Calls of the program as a shell makes them, but inside of the test.
namespace backbone::program::test {

/// What a call left behind.
struct Outcome
{
    int exit_code;
    std::string out;
    std::string err;
};

/// An empty folder, which goes at the end of the test, and the calls that work in it.
class Installation
{
  public:
    Installation();
    ~Installation();
    Installation(const Installation&) = delete;
    Installation& operator=(const Installation&) = delete;

    /// Calls the program, whose variables are `environment`, with these arguments.
    Outcome call(const std::vector<std::string>& arguments, const std::string& input = {}) const;

    /// A file in the folder; answers its path.
    std::string write(const std::string& name, const std::string& text) const;
    const std::filesystem::path& folder() const { return folder_; }

    /// At first: BACKBONE_CONFIG, for a configuration whose SQLite database is in the folder.
    configuration::Environment environment;

  private:
    std::filesystem::path folder_;
};

}  // namespace backbone::program::test
