#pragma once

#include <backbone/id.hpp>
#include <backbone/identity_address.hpp>

/// What other modules may learn of files as it happens. Source: docs/protocol/files.md §7.
namespace backbone::files {

using FileId = Id<"FIL">;

/// Somebody tried a wrong ownership token. Raised once for each lock.
struct FileOwnershipLocked
{
    FileId file;
    IdentityAddress owner;
};

struct FileOwnershipClaimed
{
    FileId file;
    IdentityAddress old_owner;
    IdentityAddress new_owner;
};

}  // namespace backbone::files
