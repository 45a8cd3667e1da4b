#pragma once

#include <backbone/registry.hpp>
#include <tags/options.hpp>

namespace backbone::tags {

void register_tags(Registry& registry, const TagsOptions& options);

}  // namespace backbone::tags
