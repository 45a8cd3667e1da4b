#pragma once

#include <string>

#include <backbone/environment.hpp>

namespace backbone {

/// A random UUID (RFC 4122, version 4) as text in lower case.
std::string generate_uuid(Random& random);

}  // namespace backbone
