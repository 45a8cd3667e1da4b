#include "usage.hpp"

#include <quotas/usage.hpp>

namespace backbone::files {

void count_removed(Transaction& tx, std::span<const store::CreatedFile> files)
{
    quotas::UsageChanges usage(tx.now());
    for (const store::CreatedFile& file : files) {
        usage.remove(quotas::Metric::files, file.created_by, file.created_at);
        usage.remove(quotas::Metric::file_storage, file.created_by, file.created_at, file.cipher_size);
    }
    usage.apply(tx);
}

}  // namespace backbone::files
