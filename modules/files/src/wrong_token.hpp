#pragma once

#include <backbone/context.hpp>

#include "file.hpp"

namespace backbone::files {

/// Locks the ownership of a file since somebody, who is not its owner, gave a wrong token; `seen` is what it was
/// compared with. Not if that person was merely too late: the token changed since, or the file was claimed after the
/// request began. Source: docs/protocol/files.md §6.
void lock_for_wrong_token(Context& context, const FileId& id, const Ownership& seen);

}  // namespace backbone::files
