#pragma once

#include <backbone/blobs.hpp>
#include <backbone/registry.hpp>

namespace backbone::files {

/// `blobs` holds nothing but the contents of files, and outlives the registry.
void register_files(Registry& registry, BlobStore& blobs);

}  // namespace backbone::files
