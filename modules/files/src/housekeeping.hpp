#pragma once

#include <backbone/blobs.hpp>
#include <backbone/registry.hpp>

/// Source: docs/protocol/files.md §8.
namespace backbone::files {

/// Files go, with their contents, thirty days after their expiry.
void delete_expired(BlobStore& blobs, JobContext& job);

/// Removes the blobs that are no content of a file: what crashes, and failures of the storage, have left behind.
void delete_orphans(BlobStore& blobs, JobContext& job);

/// Removes a batch of the files that an identity owns, then makes it anonymous as the creator of others. Answers
/// whether there may be more.
bool forget_identity(BlobStore& blobs, Transaction& tx, const IdentityAddress& identity,
                     const IdentityAddress& anonymous);

}  // namespace backbone::files
