#include <string>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include <backbone/crypto.hpp>

#include "security/expiring_cache.hpp"

using namespace backbone;

namespace {

using Cache = ExpiringCache<std::string, int>;

Sha256Digest key(int number)
{
    return sha256(as_bytes(std::to_string(number)));
}

}  // namespace

TEST_CASE("A cache finds what was inserted until it expires", "[security]")
{
    Cache cache(1000);
    cache.insert(key(1), "one", 100, 0);
    CHECK(cache.find(key(1), 0) == "one");
    CHECK(cache.find(key(1), 99) == "one");
    CHECK_FALSE(cache.find(key(1), 100));
    CHECK_FALSE(cache.find(key(2), 0));
}

TEST_CASE("A cache keeps the newest value and time of a key", "[security]")
{
    Cache cache(1000);
    cache.insert(key(1), "one", 100, 0);
    cache.insert(key(1), "uno", 200, 100);
    CHECK(cache.find(key(1), 150) == "uno");
    CHECK(cache.size() == 1);
}

TEST_CASE("A full cache forgets the oldest and stays within its bound", "[security]")
{
    constexpr int kCapacity = 640;
    Cache cache(kCapacity);
    for (int i = 0; i < 20 * kCapacity; ++i) {
        cache.insert(key(i), "x", 1'000'000, i);
        REQUIRE(cache.size() <= kCapacity);
    }
    CHECK(cache.size() == kCapacity);
    CHECK(cache.find(key(20 * kCapacity - 1), 0));
    CHECK_FALSE(cache.find(key(0), 0));
}

TEST_CASE("Expired entries make room when others come", "[security]")
{
    Cache cache(64'000);
    for (int i = 0; i < 5'000; ++i) cache.insert(key(i), "old", 10, 0);
    for (int i = 5'000; i < 15'000; ++i) cache.insert(key(i), "new", 1'000, 10);
    CHECK(cache.size() == 10'000);
}

TEST_CASE("What has expired already is not kept", "[security]")
{
    Cache cache(64);
    for (int i = 0; i < 1'000; ++i) {
        cache.insert(key(i), "x", 5, 5);
        REQUIRE_FALSE(cache.find(key(i), 5));
    }
    CHECK(cache.size() == 0);
}

TEST_CASE("A cache can be used by many threads at once", "[security][concurrency]")
{
    Cache cache(256);
    std::vector<int> wrong(8);
    {
        std::vector<std::jthread> threads;
        for (int& errors : wrong) {
            threads.emplace_back([&cache, &errors] {
                for (int i = 0; i < 3'000; ++i) {
                    const int number = i % 500;
                    cache.insert(key(number), std::to_string(number), i % 7 ? 100 : 0, 1);
                    const auto found = cache.find(key(number), 50);
                    if (found && *found != std::to_string(number)) ++errors;
                }
            });
        }
    }
    CHECK(wrong == std::vector<int>(8));
    CHECK(cache.size() <= 256);
}
