#pragma once

#include <string>
#include <utility>
#include <vector>

#include "configuration/load.hpp"
#include "program/module_options.hpp"

/// Loading as the program does it, from text.
namespace backbone::configuration::test {

/// A configuration of the landscape dev that lacks nothing.
inline const std::string kMinimal = R"(landscape: dev
did_domain: localhost
authentication: {generated_key_folder: keys}
admin: {api_keys: [test]}
)";

struct Loaded
{
    Configuration configuration;
    std::vector<EffectiveOption> options;
};

inline Loaded load(const std::string& yaml, const Environment& environment = {})
{
    Loaded loaded;
    loaded.configuration.modules = program::module_options();
    loaded.options = load_text(loaded.configuration, "backbone.yaml", yaml, environment);
    return loaded;
}

/// One text a problem; empty when there is none.
inline std::vector<std::string> problems_of(const std::string& yaml, const Environment& environment = {})
{
    std::vector<std::string> texts;
    try {
        load(yaml, environment);
    } catch (const InvalidConfiguration& invalid) {
        for (const Problem& problem : invalid.problems()) texts.push_back(problem.to_string());
    }
    return texts;
}

inline const EffectiveOption* find_option(const Loaded& loaded, const std::string& name)
{
    for (const EffectiveOption& option : loaded.options) {
        if (option.name == name) return &option;
    }
    return nullptr;
}

}  // namespace backbone::configuration::test
