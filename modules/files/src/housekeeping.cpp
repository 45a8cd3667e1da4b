#include "housekeeping.hpp"

#include <algorithm>

#include "file_store.hpp"
#include "usage.hpp"

namespace backbone::files {
namespace {

constexpr std::chrono::hours kKeptAfterExpiry{30 * 24};
/// Younger blobs may be those of uploads whose rows are about to come.
constexpr std::chrono::hours kYoung{24};

void remove_unknown(BlobStore& blobs, Queries& queries, const std::vector<std::string>& keys)
{
    const auto known = store::known_among(queries, keys);
    for (const std::string& key : keys) {
        if (std::ranges::find(known, key) == known.end()) blobs.remove(key);
    }
}

std::vector<store::CreatedFile> delete_expired_before(Transaction& tx, Timestamp time)
{
    auto deleted = store::delete_expired_before(tx, time);
    count_removed(tx, deleted);
    return deleted;
}

}  // namespace

void delete_expired(BlobStore& blobs, JobContext& job)
{
    const Timestamp before = job.clock.now() - kKeptAfterExpiry;
    std::vector<store::CreatedFile> deleted;
    do {
        deleted = job.connection.transaction([&](Transaction& tx) { return delete_expired_before(tx, before); });
        for (const auto& file : deleted) blobs.remove(file.id.text());
    } while (deleted.size() == store::kBatch && !job.should_stop());
}

void delete_orphans(BlobStore& blobs, JobContext& job)
{
    const Timestamp before = job.clock.now() - kYoung;
    blobs.remove_unfinished(before);
    std::vector<std::string> keys;
    blobs.for_each([&](const BlobEntry& blob) {
        if (blob.written_at < before) keys.push_back(blob.key);
        if (keys.size() == store::kBatch) {
            remove_unknown(blobs, job.connection.queries(), keys);
            keys.clear();
        }
        return !job.should_stop();
    });
    remove_unknown(blobs, job.connection.queries(), keys);
}

bool forget_identity(BlobStore& blobs, Transaction& tx, const IdentityAddress& identity,
                     const IdentityAddress& anonymous)
{
    const auto owned = store::lock_owned_by(tx, identity);
    // Before the rows, unlike elsewhere: whose data is being deleted may be sure that nothing is left when they are
    // gone.
    for (const auto& file : owned) blobs.remove(file.id.text());
    store::remove_all(tx, owned);
    const bool is_full = owned.size() == store::kBatch;
    const bool has_more = is_full || store::anonymise_creator(tx, identity, anonymous);
    count_removed(tx, owned);
    return has_more;
}

}  // namespace backbone::files
