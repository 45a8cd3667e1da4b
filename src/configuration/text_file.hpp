#pragma once

#include <string>

namespace backbone::configuration {

/// All of a file, which may be a pipe. Throws std::system_error with the reason.
std::string read_text_file(const std::string& path);

}  // namespace backbone::configuration
