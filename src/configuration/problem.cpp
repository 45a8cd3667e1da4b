#include "configuration/problem.hpp"

#include <fmt/format.h>

namespace backbone::configuration {
namespace {

std::string lines_of(const std::vector<Problem>& problems)
{
    std::string lines;
    for (const Problem& problem : problems) {
        if (!lines.empty()) lines.push_back('\n');
        lines += problem.to_string();
    }
    return lines;
}

}  // namespace

std::string Problem::to_string() const
{
    return option.empty() ? fmt::format("{}: {}", place, message) : fmt::format("{}: {}: {}", place, option, message);
}

InvalidConfiguration::InvalidConfiguration(std::vector<Problem> problems)
    : std::runtime_error(lines_of(problems)), problems_(std::move(problems))
{}

}  // namespace backbone::configuration
