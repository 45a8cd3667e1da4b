#pragma once

#include <string>
#include <vector>

#include "configuration/configuration.hpp"
#include "configuration/environment_variables.hpp"
#include "configuration/loader.hpp"
#include "configuration/problem.hpp"

namespace backbone::configuration {

/// Fills the configuration, to which the modules' options were added, from a YAML file and the variables
/// `BACKBONE_<SECTION>__<KEY>`, which win; `BACKBONE_<SECTION>__<KEY>_FILE` names a file with the value. Answers all
/// options with their values and where these come from. Throws InvalidConfiguration with every problem at once.
std::vector<EffectiveOption> load(Configuration& configuration, const std::string& file,
                                  const Environment& environment);

/// The same for text that was read already; `name` stands for the file in messages.
std::vector<EffectiveOption> load_text(Configuration& configuration, const std::string& name, const std::string& yaml,
                                       const Environment& environment);

/// YAML that says of each value where it comes from.
std::string to_yaml(const std::vector<EffectiveOption>& options);

}  // namespace backbone::configuration
