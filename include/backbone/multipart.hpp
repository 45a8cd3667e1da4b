#pragma once

#include <string_view>

namespace backbone {

/// True when `body` is a complete multipart/form-data body with the boundary that the content type names.
bool is_well_formed_multipart(std::string_view content_type, std::string_view body);

}  // namespace backbone
