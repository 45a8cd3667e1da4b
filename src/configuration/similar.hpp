#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace backbone::configuration {

/// What somebody who wrote `word` probably meant: the candidate that differs least, in few characters or only in case
/// and separators. Absent when none is near.
std::optional<std::string> most_similar(std::string_view word, std::span<const std::string> candidates);

/// `; did you mean 'x'?`, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string> candidates);

}  // namespace backbone::configuration
