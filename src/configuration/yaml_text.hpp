#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "configuration/document.hpp"

namespace backbone::configuration {

/// What is shown instead of a secret; quoted, since YAML takes a bare `*` for an alias.
inline constexpr std::string_view kMasked = "\"***\"";

/// A scalar as YAML shows it: quoted where it would not read as the same text.
std::string yaml_scalar(std::string_view text);
/// `[a, b]`.
std::string yaml_list(const std::vector<std::string>& texts);

/// The list that an environment variable holds: in YAML, or separated by commas.
Document parse_list(std::string name, const std::string& text);

}  // namespace backbone::configuration
