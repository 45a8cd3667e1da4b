#include "wrong_token.hpp"

#include "file_store.hpp"

namespace backbone::files {

void lock_for_wrong_token(Context& context, const FileId& id, const Ownership& seen)
{
    if (seen.was_claimed_since(context.now())) return;
    context.transaction([&](Transaction& tx) {
        if (store::lock(tx, id, seen)) tx.raise(FileOwnershipLocked{id, seen.owner});
    });
}

}  // namespace backbone::files
