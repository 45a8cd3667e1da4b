#pragma once

#include <array>
#include <cstddef>
#include <cstring>
#include <deque>
#include <mutex>
#include <optional>
#include <unordered_map>
#include <utility>

#include <backbone/crypto.hpp>

namespace backbone {

/// Values under a digest, each until its time, up to a fixed number of them: then the one that was inserted first goes.
/// Safe to use from any thread. It is split by digest into parts with a lock each, so threads seldom meet; no operation
/// looks at more than three entries. `Time` is any type of points in time that can be compared.
template <class Value, class Time>
class ExpiringCache
{
  public:
    explicit ExpiringCache(std::size_t capacity) : capacity_of_shard_((capacity + kShards - 1) / kShards) {}

    /// A copy of the value; absent when it is unknown or its time is over.
    std::optional<Value> find(const Sha256Digest& key, Time now) const
    {
        const Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        const auto found = shard.entries.find(key);
        if (found == shard.entries.end() || found->second.expires_at <= now) return std::nullopt;
        return found->second.value;
    }

    /// Replaces the value of a known key.
    void insert(const Sha256Digest& key, Value value, Time expires_at, Time now)
    {
        Shard& shard = shard_of(key);
        const std::lock_guard lock(shard.mutex);
        const auto [place, is_new] = shard.entries.insert_or_assign(key, Entry{std::move(value), expires_at});
        if (!is_new) return;
        shard.order.push_back(key);
        make_room(shard, now);
    }

    std::size_t size() const
    {
        std::size_t size = 0;
        for (const Shard& shard : shards_) {
            const std::lock_guard lock(shard.mutex);
            size += shard.entries.size();
        }
        return size;
    }

  private:
    static constexpr std::size_t kShards = 64;

    struct Entry
    {
        Value value;
        Time expires_at;
    };

    // The keys are digests, so a part of one is as good as any hash of it.
    struct HashOfDigest
    {
        std::size_t operator()(const Sha256Digest& digest) const
        {
            std::size_t hash;
            std::memcpy(&hash, digest.data(), sizeof hash);
            return hash;
        }
    };

    struct alignas(64) Shard
    {
        mutable std::mutex mutex;
        std::unordered_map<Sha256Digest, Entry, HashOfDigest> entries;
        std::deque<Sha256Digest> order;  ///< of insertion
    };

    const Shard& shard_of(const Sha256Digest& key) const
    {
        return shards_[std::to_integer<std::size_t>(key.back()) % kShards];
    }
    Shard& shard_of(const Sha256Digest& key) { return shards_[std::to_integer<std::size_t>(key.back()) % kShards]; }

    // Two for each new one: so what has expired is gone after a while, and nobody pays for a long idle time at once.
    void make_room(Shard& shard, Time now)
    {
        for (int i = 0; i < 2 && !shard.order.empty(); ++i) {
            const auto oldest = shard.entries.find(shard.order.front());
            if (shard.entries.size() <= capacity_of_shard_ && oldest->second.expires_at > now) return;
            shard.entries.erase(oldest);
            shard.order.pop_front();
        }
    }

    std::size_t capacity_of_shard_;
    std::array<Shard, kShards> shards_;
};

}  // namespace backbone
