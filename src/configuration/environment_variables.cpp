#include "configuration/environment_variables.hpp"

#include <unistd.h>

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

namespace backbone::configuration {
namespace {

constexpr std::string_view kPrefix = "BACKBONE_";
constexpr std::string_view kLevelSeparator = "__";

bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/// `PORT_80_TCP_ADDR` and the like.
bool is_kubernetes_port(std::string_view name)
{
    constexpr std::string_view kPort = "PORT_";
    for (std::size_t at = name.find(kPort); at != std::string_view::npos; at = name.find(kPort, at + 1)) {
        std::string_view rest = name.substr(at + kPort.size());
        const auto digits = std::ranges::find_if_not(rest, is_digit) - rest.begin();
        rest.remove_prefix(static_cast<std::size_t>(digits));
        if (digits > 0 && (rest.starts_with("_TCP") || rest.starts_with("_UDP") || rest.starts_with("_SCTP")))
            return true;
    }
    return false;
}

/// Kubernetes describes each service of the namespace to each pod: `BACKBONE_SERVICE_HOST=…` for one named `backbone`.
bool is_of_kubernetes(std::string_view name)
{
    return name.ends_with("_SERVICE_HOST") || name.find("_SERVICE_PORT") != std::string_view::npos ||
           name == "BACKBONE_PORT" || is_kubernetes_port(name);
}

bool is_of_others(std::string_view name)
{
    if (name == "BACKBONE_CONFIG" || name.starts_with("BACKBONE_TEST_")) return true;
    return name.find(kLevelSeparator) == std::string_view::npos && is_of_kubernetes(name);
}

void insert(EnvironmentNode& root, const std::string& name, const std::string& value, std::vector<Problem>& problems)
{
    EnvironmentNode* node = &root;
    const std::string levels = lower_case(std::string_view(name).substr(kPrefix.size()));
    for (std::size_t begin = 0; begin <= levels.size();) {
        const std::size_t end = std::min(levels.find(kLevelSeparator, begin), levels.size());
        node = &node->children[levels.substr(begin, end - begin)];
        begin = end + kLevelSeparator.size();
    }
    if (node->variable) {
        problems.push_back({name, {}, fmt::format("means the same option as {}", node->variable->name)});
    } else {
        node->variable = {name, value};
    }
}

}  // namespace

Environment process_environment()
{
    Environment environment;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const std::size_t equals = text.find('=');
        if (equals != std::string_view::npos) environment.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return environment;
}

EnvironmentNode* EnvironmentNode::child(std::string_view name)
{
    const auto found = children.find(lower_case(name));
    return found == children.end() ? nullptr : &found->second;
}

EnvironmentNode environment_tree(const Environment& environment, std::vector<Problem>& problems)
{
    EnvironmentNode root;
    for (const auto& [name, value] : environment) {
        if (name.starts_with(kPrefix) && !is_of_others(name)) insert(root, name, value, problems);
    }
    return root;
}

std::string variable_name(std::string_view option_path)
{
    std::string name(kPrefix);
    for (const char c : option_path) {
        if (c == '.' || c == '[') {
            name += kLevelSeparator;
        } else if (c != ']') {
            name.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
        }
    }
    return name;
}

std::string lower_case(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

}  // namespace backbone::configuration
