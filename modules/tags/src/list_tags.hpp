#pragma once

#include <backbone/response.hpp>
#include <tags/options.hpp>

namespace backbone::tags {

/// The answer to `GET /api/v2/Tags`.
Response list_of_tags(const TagsOptions& tags);

}  // namespace backbone::tags
