#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace backbone::database {

/// The statements of a script, each without its `;`. A statement ends with a `;` at the end of a line (white space and
/// a comment may follow) that is in no literal and no comment. Comments before the first and after the last statement
/// are dropped.
std::vector<std::string> split_script(std::string_view script);

}  // namespace backbone::database
