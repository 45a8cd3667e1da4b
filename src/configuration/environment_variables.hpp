#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "configuration/problem.hpp"

namespace backbone::configuration {

/// Names and values, as the operating system has them.
using Environment = std::vector<std::pair<std::string, std::string>>;

/// The variables of this process.
Environment process_environment();

/// The variables `BACKBONE_<LEVEL>__<LEVEL>__<KEY>` as a tree by their levels, in lower case.
class EnvironmentNode
{
  public:
    /// The variable that ends here.
    struct Variable
    {
        std::string name;
        std::string value;
        bool is_used = false;
    };

    std::optional<Variable> variable;
    std::map<std::string, EnvironmentNode> children;

    /// Levels are compared in lower case.
    EnvironmentNode* child(std::string_view name);
};

/// Sorts the variables that may be options; leaves out `BACKBONE_CONFIG`, which names the file, `BACKBONE_TEST_…`, and
/// those that Kubernetes makes for services called `backbone…`.
EnvironmentNode environment_tree(const Environment& environment, std::vector<Problem>& problems);

/// The name of the variable of this option.
std::string variable_name(std::string_view option_path);

std::string lower_case(std::string_view text);

}  // namespace backbone::configuration
