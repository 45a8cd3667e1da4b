#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "operation.hpp"

namespace backbone::pages {

/// The operations as an OpenAPI 3.0 document.
std::string openapi_document(std::string_view title, const std::vector<Operation>& operations);

}  // namespace backbone::pages
