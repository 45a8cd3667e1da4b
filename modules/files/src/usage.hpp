#pragma once

#include <span>

#include "file_store.hpp"

namespace backbone::files {

/// Tells the quotas of the creators that these files are gone; the last thing in a transaction.
void count_removed(Transaction& tx, std::span<const store::CreatedFile> files);

}  // namespace backbone::files
