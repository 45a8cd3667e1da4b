#pragma once

#include <string_view>

namespace backbone {

/// Such as `7.0.0`; its first part is what clients ask for (docs/protocol/http-and-auth.md §16).
std::string_view version();

}  // namespace backbone
